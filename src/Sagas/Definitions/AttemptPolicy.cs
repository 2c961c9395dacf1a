namespace DurableSagas.Sagas.Definitions;

/// <summary>How often an operation is tried, how long one attempt may take, and how long to wait between two.</summary>
/// <remarks>The delay before attempt n+1 is <c>min(FirstDelay × Backoff^(n-1), MaxDelay)</c>, of which jitter takes up to a quarter.</remarks>
public sealed record AttemptPolicy
{
    private const int MostAttempts = 1000;
    private static readonly TimeSpan _unbounded = TimeSpan.FromDays(1_000_000);

    /// <summary>Attempts in all, from 1.</summary>
    public int MaxAttempts { get; init; } = 3;

    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public double Backoff { get; init; } = 2;

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Of one attempt; past it the result is unknown.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a participant may answer "pending" before the result counts as unknown.</summary>
    public TimeSpan PendingFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For a step before the pivot: it may give up, since what was done can be undone.</summary>
    public static AttemptPolicy Forward { get; } = new();

    /// <summary>For a compensation or a retriable step: more patient, since giving up needs an operator.</summary>
    public static AttemptPolicy Patient { get; } = new() { MaxAttempts = 10, MaxDelay = TimeSpan.FromMinutes(5) };

    /// <summary>How long all attempts take at most, each of them until its time-out and with its own pause; "pending" answers not counted.</summary>
    /// <remarks>Never more than what can be added to any deadline.</remarks>
    internal TimeSpan Longest =>
        LongestWith(Enumerable.Range(1, Pauses).Sum(attempt => Math.Min(FirstDelay.TotalSeconds * Math.Pow(Backoff, attempt - 1), MaxDelay.TotalSeconds)));

    // A participant may ask for the longest pause each time (Retry-After), and is granted it.
    private TimeSpan LongestGranted => LongestWith(Pauses * MaxDelay.TotalSeconds);

    private int Pauses => Math.Clamp(MaxAttempts - 1, 0, MostAttempts);

    /// <summary>Why all attempts together take too long; null when they do not.</summary>
    internal string? LengthFault(string owner, TimeSpan most) => LongestGranted <= most
        ? null
        : $"{owner}: {MaxAttempts} attempts of up to {Timeout}, with pauses from {FirstDelay} to {MaxDelay} between them, "
            + $"take up to {LongestGranted} in all; {most} are allowed. Lower MaxAttempts, the pauses or the time-out.";

    private TimeSpan LongestWith(double pauses)
    {
        var seconds = (MaxAttempts * Timeout.TotalSeconds) + pauses;
        return seconds < _unbounded.TotalSeconds ? TimeSpan.FromSeconds(seconds) : _unbounded;
    }

    internal IEnumerable<string> Faults(string owner)
    {
        if (MaxAttempts is < 1 or > MostAttempts)
        {
            yield return $"{owner}: MaxAttempts is {MaxAttempts}; it must be 1 to {MostAttempts}.";
        }

        if (FirstDelay <= TimeSpan.Zero || MaxDelay < FirstDelay)
        {
            yield return $"{owner}: FirstDelay is {FirstDelay} and MaxDelay {MaxDelay}; FirstDelay must be positive and MaxDelay no shorter.";
        }

        if (Backoff is not (>= 1 and <= 100))
        {
            yield return $"{owner}: Backoff is {Backoff}; it must be 1 to 100.";
        }

        if (Timeout <= TimeSpan.Zero || PendingFor <= TimeSpan.Zero)
        {
            yield return $"{owner}: Timeout is {Timeout} and PendingFor {PendingFor}; both must be positive.";
        }
    }
}
