using DurableSagas.Functions.LedgerTransfer.Accounts;

namespace DurableSagas.Functions.LedgerTransfer;

/// <summary>The request that moves money from an account of one ledger to an account of another; the same for all three protocols.</summary>
public sealed record TransferMoney(string TransferId, AccountReference From, AccountReference To, decimal Amount)
{
    /// <summary>As the contract shows it.</summary>
    public static TransferMoney Example { get; } = new("t-1", new AccountReference("a", "1"), new AccountReference("b", "2"), 10.00m);
}
