using Azure.Data.Tables;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tables;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>A row of the table <c>Ledgers</c>: a ledger is a partition, an account a row of it.</summary>
internal sealed class AccountRow(TableEntity row)
{
    public const string BalanceColumn = "balance";

    private const string HeldColumn = "held";
    private const string IncomingColumn = "incoming";
    private const string PreparedColumn = "prepared";

    public decimal Balance { get => Read(BalanceColumn); set => row.SetDecimal(BalanceColumn, value); }

    public decimal Held { get => Read(HeldColumn); set => row.SetDecimal(HeldColumn, value); }

    public decimal Incoming { get => Read(IncomingColumn); set => row.SetDecimal(IncomingColumn, value); }

    public LockHolder? Lock => row.FindLock();

    /// <summary>What the lock's holder will add to the balance if it commits; negative for a withdrawal.</summary>
    public decimal Prepared => Read(PreparedColumn);

    public static string Key(string account) => TableKey.Join("account", account);

    /// <exception cref="LockedException">A two-phase commit has locked the account.</exception>
    public void RefuseOthers(string saga) => row.RefuseOthers(saga);

    /// <exception cref="StepRefusedException">Less is available.</exception>
    public void RequireAvailable(AccountReference account, decimal amount)
    {
        var available = Balance - Held;
        if (available < amount)
        {
            throw new StepRefusedException($"Insufficient balance: account '{account}' has {available} available, {amount} are to be transferred.");
        }
    }

    /// <exception cref="LockedException">Another two-phase commit has locked the account.</exception>
    public void Prepare(string saga, decimal change, DateTimeOffset until)
    {
        row.TakeLock(saga, until);
        row.SetDecimal(PreparedColumn, change);
    }

    /// <exception cref="InvalidOperationException">The saga has not prepared here, so nothing was promised.</exception>
    public void Commit(string saga)
    {
        var owner = row.FindLock()?.Owner;
        Balance += owner == saga
            ? Prepared
            : throw new InvalidOperationException(
                $"Transaction '{saga}' is to be committed in partition '{row.PartitionKey}', row '{row.RowKey}', but has no lock there: '{owner}' has.");
        Unlock(saga);
    }

    public void Unlock(string saga)
    {
        if (row.ReleaseLock(saga))
        {
            row.Remove(PreparedColumn);
        }
    }

    public Account ToAccount(AccountReference account) =>
        new(account.Ledger, account.Account, Balance, Held, Incoming, Lock?.Owner, Lock?.Until);

    private decimal Read(string column) => row.ContainsKey(column) ? row.GetDecimal(column) : 0;
}
