using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Floor;

/// <summary>What the engine wrote, to be written again without it.</summary>
/// <param name="Commits">As many as the engine made for all instances.</param>
/// <param name="Engine">What the engine used for it.</param>
internal sealed record FloorRun(string Workload, HubKind Kind, HubRecording Recording, int Instances, int Commits, Usage Engine)
{
    /// <summary>A start, and the episodes.</summary>
    public int WritesPerInstance => 1 + Recording.Episodes.Count;

    public int WritesPerCommit => Math.Max(1, (int)Math.Round((double)Instances * WritesPerInstance / Commits));
}
