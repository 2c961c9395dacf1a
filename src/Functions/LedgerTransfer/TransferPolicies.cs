using DurableSagas.Participants.Locks;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.LedgerTransfer;

/// <summary>How patient the transfers are: the same for all protocols, so that they can be compared.</summary>
internal static class TransferPolicies
{
    /// <summary>For what may give up, since it can be undone.</summary>
    public static AttemptPolicy Forward { get; } = new() { FirstDelay = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>For what must work.</summary>
    public static AttemptPolicy UntilItWorks { get; } = Forward with { MaxAttempts = 12 };

    /// <summary>How long the tries of a TCC transaction may take together.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a two-phase commit may take to collect its votes: most of it is for those that are before it at the same accounts.</summary>
    public static TimeSpan PrepareWithin { get; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// For a prepare, which is asked again every few seconds while others hold the account: the pauses leave room for the holder's own commit.
    /// </summary>
    public static AttemptPolicy Prepare { get; } = Forward with { MaxDelay = TimeSpan.FromSeconds(4), PendingFor = PrepareWithin };

    /// <summary>How long new work waits for an account that a two-phase commit has locked, before it is refused, or asked again.</summary>
    public static Patience LockWait { get; } = new(TimeSpan.FromSeconds(1));

    /// <summary>How long a prepared account is locked before others ask what was decided. It must outlast the deadline, or they ask in vain.</summary>
    public static TimeSpan LockLease { get; } = PrepareWithin + TimeSpan.FromSeconds(15);
}
