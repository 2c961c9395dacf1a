using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.LocalHost.Management;

/// <summary>What a body must be for the extension to take it: text in UTF-8 and, where it reads JSON, JSON.</summary>
internal static class ManagementBody
{
    private const string Json = "application/json";

    /// <summary>The media type alone: the body is in UTF-8 by then.</summary>
    public static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType : null;

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Fault(PathString path, HttpRequest request, ref ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || !IsRead(path, MediaType(request)))
        {
            return null;
        }

        if (!TryTranscode(request.ContentType, ref body))
        {
            return $"The body is not in the encoding that its Content-Type '{request.ContentType}' names, or that encoding is not known here. Send UTF-8.";
        }

        return JsonText.Fault(body.Span) is { } fault ? $"The body is no JSON that can be kept: {fault}" : null;
    }

    private static bool IsRead(PathString path, string? mediaType) =>
        path.StartsWithSegments("/orchestrators", StringComparison.OrdinalIgnoreCase)
        || (Json.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            && (path.StartsWithSegments("/entities", StringComparison.OrdinalIgnoreCase) || IsEvent(path)));

    private static bool IsEvent(PathString path) =>
        path.Value!.Split('/') is [_, _, _, var operation, ..] && operation.Equals("raiseEvent", StringComparison.OrdinalIgnoreCase);

    private static bool TryTranscode(string? contentType, ref ReadOnlyMemory<byte> body)
    {
        try
        {
            var charset = MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet?.Trim('"') : null;
            var encoding = string.IsNullOrEmpty(charset)
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
                : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            body = Encoding.UTF8.GetBytes(encoding.GetString(body.Span).TrimStart('\ufeff'));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
