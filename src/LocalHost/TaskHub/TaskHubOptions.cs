using DurableSagas.DurableTask.Sqlite;

namespace DurableSagas.LocalHost.TaskHub;

/// <summary>Which task hub the host works on.</summary>
internal sealed record TaskHubOptions
{
    public TaskHubKind Kind { get; init; } = TaskHubKind.Sqlite;

    /// <summary>A file, <c>:memory:</c>, or null: <c>.durable/HUB.db</c> in the current directory.</summary>
    public string? File { get; init; }

    /// <summary>A hub of another name than the app's own is never in the app's own file.</summary>
    public string FileOf(string hub, string ownHub) => (File, hub == ownHub) switch
    {
        (null, _) => Path.GetFullPath(Path.Combine(".durable", $"{hub}.db")),
        (SqliteTaskHubOptions.InMemory, _) => SqliteTaskHubOptions.InMemory,
        ({ } file, true) => Path.GetFullPath(file),
        ({ } file, false) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $"{hub}.db")),
    };
}
