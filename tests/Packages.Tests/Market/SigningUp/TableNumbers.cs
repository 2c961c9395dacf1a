using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace Market.SigningUp;

/// <summary>The participant that has telephone numbers: a partition a number, free where there is no row of it.</summary>
public sealed class TableNumbers(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Numbers";

    private const string RowKey = "number";

    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task ReserveAsync(BarrierCall call, SignUp request, CancellationToken cancellationToken) =>
        (await ChangeAsync(call, request, known => known is null ? "Reserved" : throw new StepRefusedException($"'{request.Number}' is taken."), cancellationToken)).OrRefused(call);

    public Task ReleaseAsync(BarrierCall call, SignUp request, CancellationToken cancellationToken) =>
        ChangeAsync(call, request, _ => null, cancellationToken);

    public async Task ActivateAsync(BarrierCall call, SignUp request, CancellationToken cancellationToken) =>
        (await ChangeAsync(call, request, _ => "Active", cancellationToken)).OrRefused(call);

    public async Task<string?> StatusOfAsync(string number, CancellationToken cancellationToken)
    {
        var row = await tables.GetTableClient(Table).GetEntityIfExistsAsync<TableEntity>(number, RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetString("status") : null;
    }

    private Task<BarrierOutcome> ChangeAsync(BarrierCall call, SignUp request, Func<string?, string?> change, CancellationToken cancellationToken) =>
        _barrier.RunAsync(
            request.Number,
            call,
            async (transaction, token) =>
            {
                var known = await transaction.GetAsync<TableEntity>(RowKey, token);
                var status = change(known?.GetString("status"));
                if (known is null && status is not null)
                {
                    transaction.Insert(new TableEntity(request.Number, RowKey) { ["status"] = status });
                }
                else if (known is not null && status is null)
                {
                    transaction.Delete(known);
                }
                else if (known is not null)
                {
                    known["status"] = status;
                    transaction.Update(known);
                }
            },
            cancellationToken);
}
