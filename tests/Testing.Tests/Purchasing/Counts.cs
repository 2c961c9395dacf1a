using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Tests.Purchasing;

/// <summary>The participant: how many there are of anything, a partition each; every change of a saga's goes through the barrier.</summary>
public sealed class Counts(TableServiceClient tables, SagaRegister register, TimeProvider time)
{
    public const string Table = nameof(Counts);

    private const string RowKey = "count";
    private const string Count = nameof(Count);

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public Task SetAsync(string thing, int count) => _table.UpsertEntityAsync(new TableEntity(thing, RowKey) { [Count] = count });

    public async Task<int> FindAsync(string thing) => (await _table.FindAsync(thing, RowKey, CancellationToken.None))?.GetInt32(Count) ?? 0;

    public async Task ChangeAsync(StepCall<Purchase> call, string thing, int change, CancellationToken cancellationToken)
    {
        var operation = call.Operation == StepOperation.Action ? BarrierOperation.Forward : BarrierOperation.Compensate;
        var outcome = await _barrier.RunAsync(thing, new BarrierCall(call.Saga.Id, call.Step, operation), async (transaction, token) =>
        {
            var row = await transaction.GetAsync<TableEntity>(RowKey, token) ?? throw new StepRefusedException($"There is no '{thing}'.");
            row[Count] = row.GetInt32(Count) + change is var left and >= 0 ? left : throw new StepRefusedException($"There is not enough of '{thing}'.");
            transaction.Update(row);
        }, cancellationToken);
        if (outcome == BarrierOutcome.AlreadyCompensated)
        {
            throw new StepRefusedException($"{call.Step} came after its compensation.");
        }
    }
}
