namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>Whether the last thing asked of the task hub worked, and if not, why.</summary>
internal sealed record TaskHubHealth(string? Problem, bool Stopped = false)
{
    public static TaskHubHealth Healthy { get; } = new((string?)null);

    public bool IsHealthy => Problem is null;
}
