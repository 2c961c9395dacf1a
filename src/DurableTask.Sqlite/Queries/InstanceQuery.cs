using DurableSagas.DurableTask.Sqlite.Instances;

namespace DurableSagas.DurableTask.Sqlite.Queries;

/// <summary>Which instances a list or a purge is about.</summary>
internal sealed record InstanceQuery
{
    public string? IdPrefix { get; init; }

    public DateTime CreatedFrom { get; init; } = DateTime.MinValue;

    public DateTime CreatedTo { get; init; } = DateTime.MaxValue;

    /// <summary>One bit a status.</summary>
    public int StatusMask { get; init; } = Statuses.All;

    public bool ExcludesEntities { get; init; }
}
