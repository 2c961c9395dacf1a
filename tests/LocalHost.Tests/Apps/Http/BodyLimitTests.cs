using System.Globalization;
using System.Text;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>Bodies over the limit are refused before they are read.</summary>
public sealed class BodyLimitTests(SharedSampleHost shared, Storage storage)
{
    private const int Megabyte = 1024 * 1024;
    private const long Huge = 95L * Megabyte;
    private const int Connections = 10;

    private static readonly byte[] _chunk = [.. Encoding.ASCII.GetBytes($"{Megabyte.ToString("x", CultureInfo.InvariantCulture)}\r\n"), .. new byte[Megabyte], .. "\r\n"u8];

    public static TheoryData<string> Paths => [$"/{SampleHost.Prefix}/body", $"/{SampleHost.Management}/orchestrators/Sequence"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Body_AnnouncedTooLarge_IsRefusedWithoutAByteOfIt(string path)
    {
        var host = await shared.StartAsync(storage);

        using var request = await RawRequest.SendAsync(host.Client.Url, Head(path, $"Content-Length: {Huge}"));

        Assert.Equal(413, await request.StatusAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Body_ChunkedTooLarge_IsRefusedWhenItPassesTheLimit(string path)
    {
        var host = await shared.StartAsync(storage);

        using var request = await RawRequest.SendAsync(host.Client.Url, Head(path, "Transfer-Encoding: chunked"));
        for (var sent = 0; sent < 5; sent++)
        {
            await request.WriteAsync(_chunk);
        }

        Assert.Equal(413, await request.StatusAsync());
    }

    [Fact]
    public async Task Body_OfExactlyTheLimit_IsServed()
    {
        var host = await shared.StartAsync(storage);
        using var content = new ByteArrayContent(new byte[4 * Megabyte]);

        var answer = await host.SendAsync(HttpMethod.Post, "body", content);

        Assert.Equal(4 * Megabyte, answer.Expect(System.Net.HttpStatusCode.OK).Body.Length);
    }

    // Of a body without an announced length no more is read than may be, and held while its buffer grows.
    [Theory]
    [InlineData("Content-Length: 99614720", 100)]
    [InlineData("Transfer-Encoding: chunked", 160)]
    public async Task Bodies_OfManyConnections_DoNotGoIntoMemory(string framing, int mostMegabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Resident memory is read from /proc.");
        // Of its own: what other tests send to a shared one would count.
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        (await host.GetAsync("open")).Expect(System.Net.HttpStatusCode.OK);
        var before = ResidentBytes(host.Process.Id);

        var requests = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RawRequest.SendAsync(host.Client.Url, Head($"/{SampleHost.Prefix}/body", framing))));
        await Task.WhenAll(requests.Select(request => request.FloodAsync(_chunk, Huge)));

        Assert.InRange(ResidentBytes(host.Process.Id) - before, long.MinValue, mostMegabytes * (long)Megabyte);
        requests.ToList().ForEach(request => request.Dispose());
    }

    private static string Head(string path, string length) => $"POST {path} HTTP/1.1\nHost: localhost\nContent-Type: application/json\n{length}\n\n";

    private static long ResidentBytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
