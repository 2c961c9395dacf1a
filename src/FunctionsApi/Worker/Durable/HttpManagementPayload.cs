using Newtonsoft.Json;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The links with which a caller follows and manages an instance.</summary>
/// <remarks>Restart and rewind are never filled in, as in Microsoft's: the members are there and null.</remarks>
public class HttpManagementPayload
{
    [JsonProperty("id")]
    public string? Id { get; internal set; }

    [JsonProperty("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; internal set; }

    [JsonProperty("sendEventPostUri")]
    public string? SendEventPostUri { get; internal set; }

    [JsonProperty("terminatePostUri")]
    public string? TerminatePostUri { get; internal set; }

    [JsonProperty("rewindPostUri")]
    public string? RewindPostUri { get; internal set; }

    [JsonProperty("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; internal set; }

    [JsonProperty("restartPostUri")]
    public string? RestartPostUri { get; internal set; }

    [JsonProperty("suspendPostUri")]
    public string? SuspendPostUri { get; internal set; }

    [JsonProperty("resumePostUri")]
    public string? ResumePostUri { get; internal set; }
}
