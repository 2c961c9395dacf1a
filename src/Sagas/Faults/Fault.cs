namespace DurableSagas.Sagas.Faults;

/// <summary>What goes wrong with attempts at a step: with all of them and before their work, unless it is told otherwise.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    public FaultKind Kind { get; }

    /// <summary>True when the work is done first, and its answer lost.</summary>
    public bool IsAfterWork { get; private init; }

    /// <summary>How many attempts it meets.</summary>
    public int Times { get; private init; } = int.MaxValue;

    public string Message { get; private init; } = "injected";

    /// <summary>Of a participant that is pending or out of service: when to ask again.</summary>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>The business says no, and nothing is done.</summary>
    public static Fault Refuses(string reason) => new(FaultKind.Refuse) { Message = reason };

    /// <summary>The result is unknown.</summary>
    public static Fault Fails(string message = "injected") => new(FaultKind.Fail) { Message = message };

    /// <summary>The result is unknown, and the participant says when it is worth asking again.</summary>
    public static Fault IsUnavailable(TimeSpan retryAfter) => new(FaultKind.Unavailable) { RetryAfter = retryAfter };

    /// <summary>Asks to be asked again.</summary>
    public static Fault Pends(TimeSpan retryAfter) => new(FaultKind.Pend) { RetryAfter = retryAfter };

    /// <summary>No answer until the attempt's time-out.</summary>
    public static Fault Hangs() => new(FaultKind.Hang);

    /// <summary>The host crashes, once, and comes back.</summary>
    public static Fault Crashes() => new(FaultKind.Crash) { Times = 1 };

    /// <summary>The work is done, and its answer lost.</summary>
    public Fault AfterItsWork() => this with { IsAfterWork = true };

    /// <summary>Meets so many attempts, then all is well.</summary>
    public Fault For(int attempts) => this with { Times = attempts };

    /// <summary>Meets one attempt, then all is well.</summary>
    public Fault Once() => For(1);
}
