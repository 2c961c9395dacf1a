namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>
/// A peer's process reads <c>run WORKLOAD COUNT CALLERS</c>, answered by a <see cref="PeerReport"/>, and <c>begin WORKLOAD COUNT</c>, answered by
/// <c>begun</c>; of what was begun it writes <c>end ID</c> as each ends. It ends with its input.
/// </summary>
internal static class LineWords
{
    public const string Ready = "ready";
    public const string Run = "run";
    public const string Begin = "begin";
    public const string Begun = "begun";
    public const string EndOf = "end ";
}
