using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Startup;

public sealed class StartupBannerTests
{
    [Fact]
    public async Task Start_PrintsWhereDataAreAndHttpFunctionsThenTheOthers()
    {
        var engine = new FakeEngine(
            AppFunctions.Http("AnyVerb", verbs: ""),
            AppFunctions.Orchestration("Fulfil"),
            AppFunctions.Http("StartOrder", verbs: "post,put", route: "orders/{id:int}"),
            AppFunctions.Queue("Ship") with { IsDisabled = true });
        await using var host = await TestHost.OfAsync(
            engine,
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%Hub%" } } }""",
            ("Hub", "Orders"),
            ("LocalHost:TaskHub", "azurestorage"),
            ("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=c2VjcmV0"));
        var url = host.Http.BaseAddress!.ToString().TrimEnd('/');

        var lines = host.Output.ToString().ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(
            $"""

            LocalHost, the Functions host for one machine, listens on {url}
            {lines[2]}
            Settings: the environment alone
            Task hub: Orders on azurestorage
            Storage:  account 'shop'

            Functions:

                    AnyVerb: {url}/api/AnyVerb

                    StartOrder: [POST,PUT] {url}/api/orders/{"{id:int}"}

                    Fulfil: orchestrationTrigger

                    Ship: queueTrigger (disabled)


            """.ReplaceLineEndings("\n"),
            string.Join('\n', lines));
        Assert.Matches("^App:      .+ \\(Development\\)$", lines[2]);
        Assert.DoesNotContain("c2VjcmV0", host.Output.ToString(), StringComparison.Ordinal);
    }
}
