namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>What an embedded app of these tests is told.</summary>
/// <param name="Storage">A connection string.</param>
/// <param name="TaskHub">The task hub's file.</param>
internal sealed record LocalAppSettings(string Storage, string TaskHub, bool AllowFaultInjection = true)
{
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AllowFaultInjection"] = AllowFaultInjection ? "true" : "false",
        ["AzureWebJobsStorage"] = Storage,
        ["EmbeddedHost__TaskHubPath"] = TaskHub,
    };
}
