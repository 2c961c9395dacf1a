using DurableSagas.SagaFunctions.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Page;

/// <summary>How the page's files are sent: nothing may be added to them from anywhere, nor they be shown in anything else.</summary>
internal static class PageAnswers
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'";

    public static async Task<HttpResponseData> AnswerFileAsync(
        this HttpRequestData request, PageFile file, string cacheControl, CancellationToken cancellationToken)
    {
        var response = request.Tagged($"\"{file.Hash}\"");
        response.Headers.Add("Cache-Control", cacheControl);
        response.Headers.Add("Content-Security-Policy", ContentSecurityPolicy);
        response.Headers.Add("Content-Type", file.ContentType);
        response.Headers.Add("Referrer-Policy", "no-referrer");
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        if (response.StatusCode == System.Net.HttpStatusCode.OK)
        {
            await response.WriteStringAsync(file.Text, cancellationToken);
        }

        return response;
    }
}
