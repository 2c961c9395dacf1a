namespace DurableSagas.Testing.Time;

/// <summary>When virtual time may jump to the next timer. It never does while an orchestrator has something to do.</summary>
public enum TimeRule
{
    /// <summary>When every running activity sits in a delay on the virtual clock. A time-out around something else is none: real I/O may be under it.</summary>
    WhenAllDelay,

    /// <summary>When every running activity has at least a time-out on the virtual clock and runs no code.</summary>
    /// <remarks>For participants in memory: it lets anything that hangs run into its time-out.</remarks>
    WhenAllTimed,

    /// <summary>Never; the test moves time.</summary>
    ByHand,
}
