using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.Http;

/// <summary>Answers any verb with what it was asked; sends back the body, the cookies and the headers that begin with <c>x-echo-</c>.</summary>
public static class Echo
{
    [Function("Echo")]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "echo/{*rest}")] HttpRequestData request, string? rest, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        var response = Answer(request);
        await response.WriteAsJsonAsync(
            new EchoAnswer(
                request.Method,
                request.Url.AbsoluteUri,
                rest,
                request.Query.AllKeys.ToDictionary(key => key ?? string.Empty, key => request.Query[key] ?? string.Empty),
                request.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase),
                request.Cookies.ToDictionary(cookie => cookie.Name, cookie => cookie.Value),
                body.Length,
                Convert.ToHexString(SHA256.HashData(body))),
            cancellationToken);
        return response;
    }

    [Function("EchoBody")]
    public static async Task<HttpResponseData> BodyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequestData request, CancellationToken cancellationToken)
    {
        var response = Answer(request);
        response.Headers.Add("Content-Type", request.Headers.TryGetValues("Content-Type", out var types) ? types.First() : "application/octet-stream");
        await response.WriteBytesAsync(await ReadAsync(request, cancellationToken), cancellationToken);
        return response;
    }

    [Function("Large")]
    public static async Task<HttpResponseData> LargeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "large/{bytes:int}")] HttpRequestData request, int bytes)
    {
        var response = request.CreateResponse();
        response.Headers.Add("Content-Type", "application/octet-stream");
        var body = new byte[bytes];
        for (var index = 0; index < bytes; index++)
        {
            body[index] = (byte)(index % 251);
        }

        await response.WriteBytesAsync(body);
        return response;
    }

    private static HttpResponseData Answer(HttpRequestData request)
    {
        var response = request.CreateResponse(request.Query["status"] is { } status ? (HttpStatusCode)int.Parse(status, CultureInfo.InvariantCulture) : HttpStatusCode.OK);
        foreach (var header in request.Headers.Where(header => header.Key.StartsWith("x-echo-", StringComparison.OrdinalIgnoreCase)))
        {
            response.Headers.Add(header.Key, header.Value);
        }

        foreach (var cookie in request.Cookies)
        {
            response.Cookies.Append(new HttpCookie(cookie.Name, cookie.Value) { HttpOnly = true, Path = "/", SameSite = SameSite.Strict });
        }

        return response;
    }

    private static async Task<byte[]> ReadAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
