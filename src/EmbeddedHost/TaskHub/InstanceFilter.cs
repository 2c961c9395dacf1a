using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>Which instances a list or a purge is about.</summary>
internal sealed record InstanceFilter
{
    /// <summary>Follows every id that starts with what it is appended to.</summary>
    public const string AfterEveryId = "\U0010FFFF";

    public string IdPrefix { get; init; } = string.Empty;

    public DateTime CreatedFrom { get; init; } = DateTime.MinValue;

    public DateTime CreatedTo { get; init; } = DateTime.MaxValue;

    /// <summary>One bit a status; all by default.</summary>
    public int StatusMask { get; init; } = -1;

    public bool WithOutput { get; init; }

    public static int MaskOf(IEnumerable<OrchestrationStatus> statuses) =>
        statuses.Aggregate(0, (mask, status) => mask | (1 << (int)status));
}
