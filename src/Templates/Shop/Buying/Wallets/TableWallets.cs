using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace Shop.Buying.Wallets;

/// <summary>Wallets on Azure Tables, a partition a customer, behind the barrier.</summary>
internal sealed class TableWallets(TableServiceClient tables, TimeProvider time, SagaRegister register) : IWallets
{
    public const string Table = "Wallets";

    private const string RowKey = "wallet";
    private const string Balance = "balance";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public Task ChargeAsync(BarrierCall call, string customer, decimal amount, CancellationToken cancellationToken) =>
        ChangeAsync(call, customer, -amount, cancellationToken);

    public Task RefundAsync(BarrierCall call, string customer, decimal amount, CancellationToken cancellationToken) =>
        ChangeAsync(call, customer, amount, cancellationToken);

    public Task PutAsync(string customer, WalletBalance wallet, CancellationToken cancellationToken)
    {
        var row = new TableEntity(customer, RowKey);
        row.SetDecimal(Balance, wallet.Balance);
        return _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    public async Task<Wallet?> FindAsync(string customer, CancellationToken cancellationToken) =>
        await _table.FindAsync(customer, RowKey, cancellationToken) is { } row ? new Wallet(customer, row.GetDecimal(Balance)) : null;

    private async Task ChangeAsync(BarrierCall call, string customer, decimal change, CancellationToken cancellationToken)
    {
        var outcome = await _barrier.RunAsync(customer, call, async (transaction, token) =>
        {
            var row = await transaction.GetAsync<TableEntity>(RowKey, token) ?? throw new StepRefusedException($"Customer '{customer}' has no wallet.");
            var balance = row.GetDecimal(Balance);
            row.SetDecimal(Balance, balance + change >= 0
                ? balance + change
                : throw new StepRefusedException($"Customer '{customer}' has {balance}, the price is {-change}."));
            transaction.Update(row);
        }, cancellationToken);
        outcome.OrRefused(call);
    }
}
