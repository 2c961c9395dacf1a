using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.OpenApi;

public sealed class ContractTests(AppHost host, OpenApiTools tools) : IClassFixture<OpenApiTools>
{
    private static readonly string? _key = Environment.GetEnvironmentVariable("DURABLESAGAS_KEY");

    [Fact]
    public async Task Contract_CheckedByAValidatorOf31_IsValidWithItsExamples()
    {
        Assert.NotNull(tools);
        var findings = await OpenApiTools.RunAsync("node", "validate.mjs", await ContractAsync());

        Assert.Equal("", findings);
    }

    [Fact]
    public async Task Client_GeneratedFromTheContract_StartsASagaAndReadsIt()
    {
        await OpenApiTools.RunAsync("node", "node_modules/openapi-typescript/bin/cli.js", await ContractAsync(), "--output", "api.d.ts");
        await OpenApiTools.RunAsync("node", "node_modules/typescript/bin/tsc", "--project", "tsconfig.json");

        string[] arguments = ["built/client.js", host.App.Url.AbsoluteUri, Shop.NewId("client"), .. _key is null ? Array.Empty<string>() : [_key]];

        Assert.Equal("order-fulfilment Completed 4 3\n", await OpenApiTools.RunAsync("node", arguments));
    }

    private async Task<string> ContractAsync()
    {
        var contract = (await host.App.GetAsync("api/openapi.json")).Expect(HttpStatusCode.OK);
        await File.WriteAllTextAsync(Path.Combine(OpenApiTools.Folder, "openapi.json"), contract.Text, TestContext.Current.CancellationToken);
        return "openapi.json";
    }
}
