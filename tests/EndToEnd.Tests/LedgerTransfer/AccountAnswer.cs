namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

/// <summary>An account as the app shows it.</summary>
internal sealed record AccountAnswer(string Ledger, string Id, decimal Balance, decimal Held, decimal Incoming, string? LockedBy)
{
    /// <summary>Whether no transfer has its hand on the account.</summary>
    public bool IsFree => Held == 0 && Incoming == 0 && LockedBy is null;
}
