namespace Microsoft.Azure.Functions.Worker;

/// <summary>Implemented by the host's client: where its management API is, and what each link must carry.</summary>
internal interface IHttpManagementInfo
{
    /// <summary>For example http://localhost:7071/runtime/webhooks/durabletask; null before the host listens.</summary>
    string? HttpBaseUrl { get; }

    /// <summary>For example code=KEY; empty when no key is asked for.</summary>
    string RequiredQueryStringParameters { get; }
}
