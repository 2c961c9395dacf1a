using System.Globalization;
using System.Text;
using DurableSagas.LocalHost.Rpc;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;

namespace DurableSagas.LocalHost.Http.Messages;

/// <summary>Sends what the worker answered.</summary>
internal static class RpcAnswer
{
    private const int PieceBytes = 64 * 1024;

    // The framing of the message is the server's, not the function's.
    private static readonly string[] _serverHeaders = ["Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"];

    public static async Task WriteAsync(HttpContext http, RpcHttp answer)
    {
        var (body, contentType) = Body(answer.Body);
        var response = http.Response;
        response.StatusCode = Status(answer);
        foreach (var (name, value) in answer.Headers.Where(header => !_serverHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            response.Headers.Append(name, value);
        }

        foreach (var cookie in answer.Cookies)
        {
            response.Headers.Append("Set-Cookie", CookieHeader.Of(cookie));
        }

        if (response.StatusCode is >= 200 and not (204 or 205 or 304))
        {
            response.ContentType ??= contentType;
            response.ContentLength = body.Length;
            await SendAsync(http, HttpMethods.IsHead(http.Request.Method) ? default : body);
        }
    }

    // Piece by piece, so that a slow reader holds back the sender and not the memory of a second copy.
    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        for (var sent = 0; sent < body.Length; sent += PieceBytes)
        {
            await http.Response.Body.WriteAsync(body.Slice(sent, Math.Min(PieceBytes, body.Length - sent)), http.RequestAborted);
        }
    }

    private static int Status(RpcHttp answer)
    {
        if (answer.StatusCode.Length == 0)
        {
            return answer.Body is { DataCase: not TypedData.DataOneofCase.None } ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
        }

        return int.TryParse(answer.StatusCode, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599
            ? status
            : throw new InvalidOperationException($"The function answered with status code '{answer.StatusCode}', expected one from 200 to 599.");
    }

    // Bytes are what the function put into a response of its own, with its own content type.
    private static (ReadOnlyMemory<byte> Body, string? ContentType) Body(TypedData? body) => body?.DataCase switch
    {
        TypedData.DataOneofCase.Bytes => (body.Bytes.Memory, null),
        TypedData.DataOneofCase.Stream => (body.Stream.Memory, null),
        TypedData.DataOneofCase.String => Text(Reformatted(body.String)),
        TypedData.DataOneofCase.Json => Text(Reformatted(body.Json)),
        TypedData.DataOneofCase.Int => Text(body.Int.ToString(CultureInfo.InvariantCulture)),
        TypedData.DataOneofCase.Double => Text(body.Double.ToString("R", CultureInfo.InvariantCulture)),
        _ => (default, null),
    };

    private static (ReadOnlyMemory<byte> Body, string ContentType) Text(string text) => (Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    // The real host reads what a function only returned as JSON, if it can, and sends how that library writes it.
    private static string Reformatted(string text)
    {
        try
        {
            return JsonConvert.DeserializeObject(text)?.ToString() ?? string.Empty;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
