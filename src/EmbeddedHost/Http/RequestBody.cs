using Microsoft.AspNetCore.Http;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>Reads a request's body into memory; the server enforces the limit.</summary>
internal static class RequestBody
{
    /// <summary>As the real host's default.</summary>
    public const long MaxBytes = 100 * 1024 * 1024;

    // A Content-Length is the caller's claim: memory is taken for what arrives.
    private const int MaxTrustedBytes = 64 * 1024;

    public static async Task<MemoryStream> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MaxTrustedBytes));
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body;
    }
}
