using System.Text;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>What is sent back: read from the invocation while its services live, written when it can no longer change.</summary>
internal sealed record HttpOutcome(int StatusCode, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    // The framing of the message is the server's, not the function's.
    private static readonly string[] _serverHeaders = ["Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"];

    public static async ValueTask<HttpOutcome> ReadAsync(InvocationContext invocation) => Value(invocation) switch
    {
        null => new(StatusCodes.Status204NoContent, [], default),
        HttpResponseData response => await OfResponseAsync(response, invocation.CancellationToken),
        string text => OfBody("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text)),
        byte[] bytes => OfBody("application/octet-stream", bytes),
        { } value => OfBody("application/json; charset=utf-8", Json(invocation, value)),
    };

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = StatusCode;
        foreach (var (name, value) in Headers)
        {
            response.Headers.Append(name, value);
        }

        if (StatusCode is >= 200 and not (204 or 205 or 304))
        {
            response.ContentLength = Body.Length;
            await response.BodyWriter.WriteAsync(HttpMethods.IsHead(http.Request.Method) ? default : Body, http.RequestAborted);
        }
    }

    private static object? Value(InvocationContext invocation) =>
        invocation.InvocationResult ?? invocation.Function.OutputBindings.Values
            .Where(output => output.Type == BindingNames.Http && output.Name != BindingNames.Return)
            .Select(output => invocation.OutputBindingData.TryGetValue(output.Name, out var value) ? value : null)
            .FirstOrDefault(value => value is not null);

    private static async Task<HttpOutcome> OfResponseAsync(HttpResponseData response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is < 200 or > 599)
        {
            throw new InvalidOperationException($"The function answered with status code {status}, expected one from 200 to 599.");
        }

        var headers = response.Headers.NonValidated
            .Where(header => !_serverHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        var cookies = (response as FunctionHttpResponse)?.SetCookies ?? [];
        return new(
            status,
            [.. headers, .. cookies.Select(cookie => KeyValuePair.Create("Set-Cookie", cookie))],
            await BytesAsync(response.Body, cancellationToken));
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream body, CancellationToken cancellationToken)
    {
        if (body is MemoryStream memory && memory.TryGetBuffer(out var buffer))
        {
            return buffer;
        }

        if (body.CanSeek)
        {
            body.Position = 0;
        }

        var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellationToken);
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }

    private static HttpOutcome OfBody(string contentType, ReadOnlyMemory<byte> body) =>
        new(StatusCodes.Status200OK, [KeyValuePair.Create("Content-Type", contentType)], body);

    private static ReadOnlyMemory<byte> Json(InvocationContext invocation, object value) =>
        invocation.RootServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!
            .Serialize(value, value.GetType(), invocation.CancellationToken).ToMemory();
}
