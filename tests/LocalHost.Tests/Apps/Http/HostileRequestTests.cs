using System.Text;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>Whatever is sent, the caller's mistake is answered as one; the host stays healthy.</summary>
public sealed class HostileRequestTests(SharedSampleHost shared, Storage storage)
{
    private const string Start = $"/{SampleHost.Management}/orchestrators/Return";
    private const string Raise = $"/{SampleHost.Management}/instances/nobody/raiseEvent/Go";

    public static TheoryData<string, string> Bad => new()
    {
        { "POST " + Start + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nTransfer-Encoding: chunked\n\n", "zz\r\n{}\r\n0\r\n\r\n" },
        { "POST " + Start + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nTransfer-Encoding: chunked\n\n", "-1\r\n{}\r\n0\r\n\r\n" },
        { "POST " + Start + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nTransfer-Encoding: chunked\n\n", "fffffffffffffffff\r\n{}\r\n" },
        { "POST " + Start + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nContent-Length: -1\n\n", "" },
        { "POST " + Start + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nContent-Length: 1\n\n", "{" },
        { "POST " + Raise + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nContent-Length: 8\n\n", "\"\\ud800\"" },
        { "POST " + Raise + " HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 2\n\n", "{}" },
        { "GET /" + SampleHost.Management + "/nothing HTTP/1.1\nHost: localhost\nConnection: close\n\n", "" },
        { "BREW /" + SampleHost.Management + "/instances/x HTTP/1.1\nHost: localhost\nConnection: close\n\n", "" },
        { "GET /" + SampleHost.Management + "/instances/%2F%00 HTTP/1.1\nHost: localhost\nConnection: close\n\n", "" },
        { "HEAD /" + SampleHost.Management + "/instances/nobody HTTP/1.1\nHost: localhost\nConnection: close\n\n", "" },
        { "GET /" + SampleHost.Management + "/instances/nobody HTTP/1.0\n\n", "" },
        { "GET /" + SampleHost.Prefix + "/nothing%00of HTTP/1.1\nHost: localhost\nConnection: close\n\n", "" },
        { "POST /" + SampleHost.Prefix + "/body HTTP/1.1\nHost: localhost\nConnection: close\nTransfer-Encoding: chunked\n\n", "zz\r\n{}\r\n0\r\n\r\n" },
        { "GET /" + SampleHost.Prefix + "/open HTTP/9.9\nHost: localhost\n\n", "" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Request_ThatIsTheCallersMistake_IsA4xx(string head, string body)
    {
        var host = await shared.StartAsync(storage);

        using var request = await RawRequest.SendAsync(host.Client.Url, head, Encoding.Latin1.GetBytes(body));
        var status = await request.StatusAsync();

        // Kestrel alone says that it does not speak a version of HTTP.
        Assert.True(status is (>= 400 and < 500) or 505, $"The answer was {status}.");
        (await host.GetAsync("open")).Expect(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Json_Of300Levels_IsAcceptedOrRefusedButNeverAFault()
    {
        var host = await shared.StartAsync(storage);
        var deep = new string('[', 300) + new string(']', 300);

        var answer = await host.Client.PostAsync(Start, deep);

        Assert.InRange((int)answer.Status, 200, 499);
    }

    [Theory]
    [InlineData("GET /sample/v1/open HTTP/1.0\n\n")]
    [InlineData("HEAD /sample/v1/echo HTTP/1.1\nHost: localhost\nConnection: close\n\n")]
    [InlineData("GET /sample/v1/open HTTP/1.1\nHost: localhost\nConnection: close\nExpect: 100-continue\n\n")]
    public async Task Request_InAnOldOrRareForm_IsServed(string head)
    {
        var host = await shared.StartAsync(storage);

        using var request = await RawRequest.SendAsync(host.Client.Url, head);

        Assert.Equal(200, await request.StatusAsync());
    }
}
