namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>The task hub of an app of these tests: a file of its own, or tables and queues beside the app's.</summary>
internal sealed class TaskHub(string folder)
{
    public const string Variable = "DURABLESAGAS_TASKHUB";

    private const string Sqlite = "sqlite";

    /// <summary>Which store the hosts that these tests start keep their orchestrations in.</summary>
    public static string Store { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } store ? store : Sqlite;

    public static bool IsFile => Store == Sqlite;

    /// <summary>Its own, so that apps share a storage account and no work; letters and digits, as Azure Storage asks.</summary>
    public string Name { get; } = $"hub{Guid.NewGuid():N}"[..16];

    /// <summary>Where the host is started: it keeps its files below.</summary>
    public string Folder { get; } = folder;

    public string File => Path.Combine(Folder, ".durable", $"{Name}.db");
}
