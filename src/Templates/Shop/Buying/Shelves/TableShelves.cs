using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace Shop.Buying.Shelves;

/// <summary>Shelves on Azure Tables, a partition an item; every change of a saga's goes through the barrier, which lets it happen once.</summary>
internal sealed class TableShelves(TableServiceClient tables, TimeProvider time, SagaRegister register) : IShelves
{
    public const string Table = "Shelves";

    private const string RowKey = "shelf";
    private const string Pieces = "pieces";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public Task TakeAsync(BarrierCall call, string item, CancellationToken cancellationToken) => ChangeAsync(call, item, -1, cancellationToken);

    public Task PutBackAsync(BarrierCall call, string item, CancellationToken cancellationToken) => ChangeAsync(call, item, +1, cancellationToken);

    // Merge: whoever counts the pieces says nothing of other columns.
    public Task FillAsync(string item, ShelfFilling filling, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(new TableEntity(item, RowKey) { [Pieces] = filling.Pieces }, TableUpdateMode.Merge, cancellationToken);

    public async Task<Shelf?> FindAsync(string item, CancellationToken cancellationToken) =>
        await _table.FindAsync(item, RowKey, cancellationToken) is { } row ? new Shelf(item, row.GetInt32(Pieces)!.Value) : null;

    private async Task ChangeAsync(BarrierCall call, string item, int change, CancellationToken cancellationToken)
    {
        var outcome = await _barrier.RunAsync(item, call, async (transaction, token) =>
        {
            var row = await transaction.GetAsync<TableEntity>(RowKey, token) ?? throw new StepRefusedException($"There is no item '{item}'.");
            var left = row.GetInt32(Pieces)!.Value + change;
            row[Pieces] = left >= 0 ? left : throw new StepRefusedException($"Item '{item}' is sold out.");
            transaction.Update(row);
        }, cancellationToken);
        // A call that comes after its own compensation did nothing: the saga is told so.
        outcome.OrRefused(call);
    }
}
