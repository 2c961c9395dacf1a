namespace DurableSagas.Participants.Tests.Leases;

/// <summary>Stands at a time until it is set to another.</summary>
internal sealed class StoppedClock(TimeSpan since) : TimeProvider
{
    private static readonly DateTimeOffset _origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Since { get; set; } = since;

    public override DateTimeOffset GetUtcNow() => _origin + Since;
}
