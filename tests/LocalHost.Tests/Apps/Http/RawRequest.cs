using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>A request byte by byte, as no client library would send it.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client = new();

    private RawRequest()
    {
    }

    private NetworkStream Stream => _client.GetStream();

    public static async Task<RawRequest> SendAsync(Uri url, string head, byte[]? body = null)
    {
        var request = new RawRequest();
        await request._client.ConnectAsync(IPAddress.Loopback, url.Port, TestContext.Current.CancellationToken);
        await request.WriteAsync([.. Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n")), .. body ?? []]);
        return request;
    }

    public async Task WriteAsync(byte[] bytes) => await Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Writes until the other side takes no more, or all is written.</summary>
    public async Task FloodAsync(byte[] block, long bytes)
    {
        try
        {
            for (var written = 0L; written < bytes; written += block.Length)
            {
                await WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // The host has answered and closed: that is what a refusal looks like to who goes on writing.
        }
    }

    /// <summary>The answer's status; 0 when the connection was closed without one.</summary>
    public async Task<int> StatusAsync()
    {
        using var reader = new StreamReader(Stream, Encoding.Latin1, leaveOpen: true);
        try
        {
            return await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line.Split(' ') is [_, var status, ..]
                ? int.Parse(status, CultureInfo.InvariantCulture)
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public void Dispose() => _client.Dispose();
}
