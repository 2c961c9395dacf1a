using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace DurableSagas.LocalHost.Http;

/// <summary>Problem details (RFC 9457): what the host itself has to say, when a caller can do something about it.</summary>
internal static class ProblemAnswer
{
    // It is never part of a page: quotes stay as they are.
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext http, int status, string detail, TimeSpan? retryAfter = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        if (retryAfter is { } time)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var problem = new { type = "about:blank", title = ReasonPhrases.GetReasonPhrase(status), status, detail };
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, _json);
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
