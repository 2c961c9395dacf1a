namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>What a host under test is started with.</summary>
internal sealed record HostSettings(string AppFolder)
{
    public const string AzureStorage = "azurestorage";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string TaskHub { get; init; } = AzureStorage;

    /// <summary>The sample app, in a storage account, under a name that no other run has.</summary>
    public static HostSettings Sample(Storage storage, string? name = null) => new(Builds.SampleApp)
    {
        Environment = new Dictionary<string, string>
        {
            ["AzureWebJobs.Asleep.Disabled"] = "true",
            ["AzureWebJobsStorage"] = storage.ConnectionString,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["SAMPLE_NAME"] = name ?? Storage.NewName(),
            ["SAMPLE_SCHEDULE"] = "0 0 0 1 1 *",
        },
    };

    public HostSettings With(params IEnumerable<(string Name, string Value)> settings) => this with
    {
        Environment = Environment.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Last().Value),
    };
}
