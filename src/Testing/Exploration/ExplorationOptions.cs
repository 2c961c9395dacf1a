namespace DurableSagas.Testing.Exploration;

/// <summary>How an exploration is carried out.</summary>
public sealed record ExplorationOptions
{
    /// <summary>What each case begins with, before its saga is started: rows in its tables, say. Every case has a host of its own.</summary>
    public Func<SagaTestHost, Task> PrepareAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>More cases than that are an error, not a result.</summary>
    public int MaxCases { get; init; } = 20_000;

    /// <summary>So many cases run side by side.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;
}
