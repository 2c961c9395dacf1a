namespace DurableSagas.Benchmarks.Engine;

/// <summary>Where the task hub of a benchmark is kept.</summary>
internal enum HubKind
{
    Memory,

    /// <summary>A file, with synchronous=FULL, as the embedded host always has it.</summary>
    Durable,
}
