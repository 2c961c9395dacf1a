using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>Whatever is sent to the management API, the extension behind it answers as documented, never 5xx, and goes on serving.</summary>
public sealed class GeneratedRequestTests(Storage storage)
{
    private const int Requests = 1_600;
    private const int Connections = 4;

    private static readonly int[] _documented = [200, 202, 400, 404, 409, 410, 412, 413, 414, 431, 501];

    [Theory]
    [InlineData(HostSettings.AzureStorage)]
    [InlineData(HostSettings.Sqlite)]
    public async Task Requests_OfAnyKind_GetADocumentedAnswerAndTheHostStaysHealthy(string taskHub)
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage) with { TaskHub = taskHub });
        await host.Client.PostAsync($"{SampleHost.Management}/orchestrators/WaitForEvents/x", "1");

        var wrong = (await Task.WhenAll(Enumerable.Range(0, Connections).Select(seed => SendAsync(host.Client.Url, seed)))).SelectMany(found => found);

        Assert.Empty(wrong);
        (await host.Client.PostAsync($"{SampleHost.Management}/orchestrators/Return/healthy", "1")).Expect(System.Net.HttpStatusCode.Accepted);
        await host.UntilAsync("healthy", "Completed");
    }

    private static async Task<List<string>> SendAsync(Uri url, int seed)
    {
        var generator = new RequestGenerator(seed);
        var wrong = new List<string>();
        for (var number = 0; number < Requests / Connections; number++)
        {
            var (line, head, body) = generator.Next();
            using var request = await RawRequest.SendAsync(url, head, body);
            var status = await request.StatusAsync();
            if (!_documented.Contains(status))
            {
                wrong.Add($"{status}: {line}");
            }
        }

        return wrong;
    }
}
