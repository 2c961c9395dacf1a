namespace DurableSagas.Participants.Tables;

/// <summary>How long to wait before trying again what others were first at, or hold.</summary>
internal static class JitteredPause
{
    private const int MaximumDoublings = 30;

    // Full jitter: those who lost the same race must not meet again.
    public static TimeSpan After(int tries, TimeSpan first, TimeSpan maximum)
    {
        var bound = Math.ScaleB(first.TotalMilliseconds, Math.Min(tries - 1, MaximumDoublings));
        return TimeSpan.FromMilliseconds(Math.Min(maximum.TotalMilliseconds, bound) * Random.Shared.NextDouble());
    }
}
