namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>An account, with what transfers under way have put their hand on.</summary>
/// <param name="Held">Part of the balance that TCC withdrawals have reserved.</param>
/// <param name="Incoming">What TCC deposits have announced; no part of the balance yet.</param>
/// <param name="LockedBy">The two-phase commit that has prepared here, and has not been told yet.</param>
/// <param name="LockedUntil">From when on others ask for its decision.</param>
public sealed record Account(string Ledger, string Id, decimal Balance, decimal Held, decimal Incoming, string? LockedBy, DateTimeOffset? LockedUntil);
