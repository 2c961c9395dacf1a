namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>What an app that these tests start is told.</summary>
/// <param name="Storage">A connection string.</param>
/// <param name="Hub">Its task hub, which a later start with the same settings finds again.</param>
/// <param name="AllowFaultInjection">Null: as the host has it by default.</param>
/// <param name="Participants">Base URLs of the participants that declared transactions may name.</param>
/// <param name="WorksOffQueues">False for an app that shares its storage with another one: it would take the other's messages, whose sagas are in another task hub.</param>
/// <param name="Others">Settings besides.</param>
internal sealed record LocalAppSettings(string Storage, TaskHub Hub, bool? AllowFaultInjection = true, IReadOnlyDictionary<string, Uri>? Participants = null, bool WorksOffQueues = false, IReadOnlyDictionary<string, string>? Others = null)
{
    public string AppFolder { get; init; } = LocalApp.AppFolder;

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>([
        .. (Participants ?? new Dictionary<string, Uri>()).Select(participant => KeyValuePair.Create($"Participants__{participant.Key}__BaseUrl", participant.Value.AbsoluteUri)),
        .. Others ?? new Dictionary<string, string>(),
        .. AllowFaultInjection is { } isAllowed ? [KeyValuePair.Create("AllowFaultInjection", isAllowed ? "true" : "false")] : Array.Empty<KeyValuePair<string, string>>()])
    {
        ["AzureWebJobs.GiveUpJoining.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobs.GiveUpTakingPointsBack.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobs.JoinWhoRegisters.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobs.SendNotices.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobs.SendNoticesLater.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobs.TakePointsBack.Disabled"] = WorksOffQueues ? "false" : "true",
        ["AzureWebJobsStorage"] = Storage,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = Hub.Name,
    };
}
