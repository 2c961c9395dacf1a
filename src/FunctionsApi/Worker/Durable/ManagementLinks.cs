using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Writes the links of an instance as Microsoft's extension does, to the letter.</summary>
internal static class ManagementLinks
{
    // Two pairs of braces: the extension's own slip, which callers of the real host see and replace.
    private const string Reason = "reason={{text}}";

    public static HttpManagementPayload For(IHttpManagementInfo? info, string instanceId, HttpRequestData? request)
    {
        if (string.IsNullOrEmpty(instanceId))
        {
            throw new ArgumentException("InstanceId cannot be null or empty.", nameof(instanceId));
        }

        var baseUrl = request is null ? info?.HttpBaseUrl : ForwardedOrigin.Of(request) + "/runtime/webhooks/durabletask";
        if (baseUrl is null)
        {
            throw new InvalidOperationException(
                "Failed to create HTTP management payload as base URL is null. " +
                "Either use Functions bindings or provide an HTTP request to create the HttpPayload.");
        }

        return For($"{baseUrl}/instances/{Uri.EscapeDataString(instanceId)}", instanceId, info?.RequiredQueryStringParameters);
    }

    private static HttpManagementPayload For(string instanceUrl, string instanceId, string? required) => new()
    {
        Id = instanceId,
        StatusQueryGetUri = Url(instanceUrl, required),
        SendEventPostUri = Url(instanceUrl + "/raiseEvent/{eventName}", required),
        TerminatePostUri = Url(instanceUrl + "/terminate", Reason, required),
        PurgeHistoryDeleteUri = Url(instanceUrl, required),
        SuspendPostUri = Url(instanceUrl + "/suspend", Reason, required),
        ResumePostUri = Url(instanceUrl + "/resume", Reason, required),
    };

    private static string Url(string path, params string?[] parameters)
    {
        var query = string.Join('&', parameters.Where(parameter => !string.IsNullOrEmpty(parameter)));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
