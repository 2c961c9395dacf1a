using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DurableSagas.LocalHost.Http;

/// <summary>Reads a request's body into memory, and refuses one that is too long: an announced one before a byte of it is read.</summary>
internal static class RequestBody
{
    // A Content-Length is the caller's claim: memory is taken for what arrives.
    private const int MaxTrustedBytes = 64 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        Refuse(request);
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MaxTrustedBytes));
        try
        {
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Kestrel has no better word for a chunk whose size is no number that it can hold.
            throw new BadHttpRequestException("The request's body cannot be read.", StatusCodes.Status400BadRequest, exception);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    public static void Refuse(HttpRequest request)
    {
        // Kestrel counts what comes without an announcement, by the same limit.
        if (request.ContentLength > request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            throw new BadHttpRequestException("The request's body is too long.", StatusCodes.Status413PayloadTooLarge);
        }
    }

    /// <summary>The same bytes, not copied: nobody writes to them any more.</summary>
    public static ByteString Share(ReadOnlyMemory<byte> body) => UnsafeByteOperations.UnsafeWrap(body);
}
