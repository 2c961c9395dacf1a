using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Http.Patience;

/// <summary>Tells a caller which of its preferences was kept (RFC 7240, 3).</summary>
internal static class PreferenceApplied
{
    private const string Header = "Preference-Applied";

    /// <param name="wait">Null where the answer came without waiting for what the caller wants.</param>
    public static HttpResponseData Applied(this HttpResponseData response, HttpRequestData request, TimeSpan? wait)
    {
        if (request.Headers.Contains(WaitPreference.Header))
        {
            response.Headers.Add(Header, wait is { } kept ? $"wait={kept.TotalSeconds:0}" : "respond-async");
        }

        return response;
    }
}
