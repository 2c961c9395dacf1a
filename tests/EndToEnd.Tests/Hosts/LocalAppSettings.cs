namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>What an embedded app of these tests is told.</summary>
/// <param name="Storage">A connection string.</param>
/// <param name="TaskHub">The task hub's file.</param>
/// <param name="Participants">Base URLs of the participants that declared transactions may name.</param>
/// <param name="Others">Settings besides.</param>
internal sealed record LocalAppSettings(string Storage, string TaskHub, bool AllowFaultInjection = true, IReadOnlyDictionary<string, Uri>? Participants = null, IReadOnlyDictionary<string, string>? Others = null)
{
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>([
        .. (Participants ?? new Dictionary<string, Uri>()).Select(participant => KeyValuePair.Create($"Participants__{participant.Key}__BaseUrl", participant.Value.AbsoluteUri)),
        .. Others ?? new Dictionary<string, string>()])
    {
        ["AllowFaultInjection"] = AllowFaultInjection ? "true" : "false",
        ["AzureWebJobsStorage"] = Storage,
        ["EmbeddedHost__TaskHubPath"] = TaskHub,
    };
}
