using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>The ledgers on Azure Tables, where every change of an account goes through the barrier; money is decimal throughout.</summary>
public sealed class Ledgers(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Ledgers";
    public const decimal MaxBalance = 1_000_000_000_000;

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    // What confirms or commits finds its partition in the register already, and need not write it again.
    private readonly TransactionalBarrier _registered = new(tables.GetTableClient(Table), register: null, timeProvider: time);

    /// <summary>Work that begins on an account: it waits for a lock, and is refused when that lasts too long.</summary>
    /// <exception cref="StepRefusedException">There is no such account, it is locked, or the change says no: nothing was done.</exception>
    internal async Task BeginAsync(BarrierCall call, AccountReference account, Action<AccountRow> change, CancellationToken cancellationToken)
    {
        try
        {
            await TransferPolicies.LockWait.WaitAsync(time, token => TryAsync(call, account, change, _ => { }, token), cancellationToken);
        }
        catch (LockedException locked)
        {
            throw Refusal(account, locked.Holder);
        }
    }

    /// <summary>One try at work that begins.</summary>
    /// <param name="seen">Shows the row as it was found.</param>
    /// <exception cref="LockedException">A two-phase commit has locked the account: nothing was done.</exception>
    internal async Task<BarrierOutcome> TryAsync(
        BarrierCall call, AccountReference account, Action<AccountRow> change, Action<AccountRow> seen, CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(_barrier, call, account, row =>
        {
            seen(row);
            row.RefuseOthers(call.Saga);
            change(row);
        }, cancellationToken);
        return outcome.OrRefused(call);
    }

    /// <summary>Work that ends what was begun: nobody's lock is in its way, for what it needs was put aside before.</summary>
    internal async Task EndAsync(BarrierCall call, AccountReference account, Action<AccountRow> change, CancellationToken cancellationToken) =>
        (await ChangeAsync(call.Operation == BarrierOperation.Forward ? _registered : _barrier, call, account, change, cancellationToken)).OrRefused(call);

    public async Task PutAsync(AccountReference account, OpeningBalance opening, CancellationToken cancellationToken)
    {
        // Merge: what transfers under way hold stays held.
        var row = new TableEntity(Partition(account.Ledger), AccountRow.Key(account.Account));
        row.SetDecimal(AccountRow.BalanceColumn, opening.Balance);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    public async Task<Account?> FindAsync(AccountReference account, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition(account.Ledger), AccountRow.Key(account.Account), cancellationToken) is { } row
            ? new AccountRow(row).ToAccount(account)
            : null;

    /// <summary>Accounts whose lock has run out, and what its holder has prepared there. A scan: the table holds few locks, but all accounts.</summary>
    internal async Task<IReadOnlyList<(AccountReference Account, AccountRow Row)>> FindInDoubtAsync(int most, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"LockedUntil le {time.GetUtcNow()}");
        return await _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Take(most)
            .Select(row => (AccountOf(row), new AccountRow(row)))
            .ToListAsync(cancellationToken);
    }

    internal static StepRefusedException Refusal(AccountReference account, LockHolder holder) =>
        new($"Account '{account}' is locked by transaction '{holder.Owner}'.");

    private static AccountReference AccountOf(TableEntity row) =>
        new(TableKey.Unescape(row.PartitionKey), TableKey.Unescape(row.RowKey.Split(TableKey.Separator)[1]));

    private static Task<BarrierOutcome> ChangeAsync(
        TransactionalBarrier barrier, BarrierCall call, AccountReference account, Action<AccountRow> change, CancellationToken cancellationToken) =>
        barrier.RunAsync(Partition(account.Ledger), call, async (transaction, token) =>
        {
            var row = await transaction.GetAsync<TableEntity>(AccountRow.Key(account.Account), token)
                ?? throw new StepRefusedException($"There is no account '{account}'.");
            change(new AccountRow(row));
            transaction.Update(row);
        }, cancellationToken);

    private static string Partition(string ledger) => TableKey.Escape(ledger);
}
