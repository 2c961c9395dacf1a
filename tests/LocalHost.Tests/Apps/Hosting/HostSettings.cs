namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>What a host under test is started with.</summary>
internal sealed record HostSettings(string AppFolder)
{
    public const string AzureStorage = "azurestorage";
    public const string Sqlite = "sqlite";

    private static readonly string _taskHub = System.Environment.GetEnvironmentVariable("DURABLESAGAS_TASKHUB") is { Length: > 0 } given ? given : Sqlite;

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string TaskHub { get; init; } = _taskHub;

    /// <summary>The sample app, in a storage account, under a name that no other run has.</summary>
    public static HostSettings Sample(Storage storage, string? name = null)
    {
        name ??= Storage.NewName();
        return new(Builds.SampleApp)
        {
            Environment = new Dictionary<string, string>
            {
                ["AzureWebJobs.Asleep.Disabled"] = "true",
                ["AzureWebJobsStorage"] = storage.ConnectionString,
                ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
                ["LocalHost__TaskHubFile"] = storage.TaskHubFile(name),
                ["SAMPLE_NAME"] = name,
                ["SAMPLE_SCHEDULE"] = "0 0 0 1 1 *",
            },
        };
    }

    public HostSettings With(params IEnumerable<(string Name, string Value)> settings) => this with
    {
        Environment = Environment.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Last().Value),
    };
}
