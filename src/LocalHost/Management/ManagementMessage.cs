using DurableSagas.LocalHost.Http;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.LocalHost.Management;

/// <summary>A request as the extension takes it, and its answer as the caller gets it.</summary>
internal static class ManagementMessage
{
    private static readonly string[] _serverHeaders = ["Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"];

    public static HttpRequestMessage Of(HttpContext http, ReadOnlyMemory<byte> body)
    {
        // It looks at the content without asking whether there is any.
        var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), RequestUrl.Of(http)) { Content = new ReadOnlyMemoryContent(body) };
        foreach (var (name, values) in http.Request.Headers.Where(header => !IsServers(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.ContentType = ManagementBody.MediaType(http.Request) is { } type ? new(type) : null;
        return request;
    }

    public static async Task WriteAsync(HttpContext http, HttpResponseMessage answer)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !IsServers(header.Key)))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static bool IsServers(string name) => _serverHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
}
