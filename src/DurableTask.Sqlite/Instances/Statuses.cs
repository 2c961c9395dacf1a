using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>Which states of an instance mean what.</summary>
internal static class Statuses
{
    public const int All = -1;

    public static IReadOnlyList<OrchestrationStatus> NotEnded { get; } =
        [OrchestrationStatus.Running, OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.Pending, OrchestrationStatus.Suspended];

    /// <summary>One bit a status.</summary>
    public static int Live { get; } = MaskOf(NotEnded);

    public static int Broken { get; } =
        MaskOf([OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated]);

    public static int Ended { get; } = Broken | MaskOf([OrchestrationStatus.Completed]);

    public static bool IsEnd(OrchestrationStatus status) => (Ended & (1 << (int)status)) != 0;

    public static int MaskOf(IEnumerable<OrchestrationStatus> statuses) =>
        statuses.Aggregate(0, (mask, status) => mask | (1 << (int)status));
}
