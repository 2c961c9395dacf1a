using DurableSagas.EndToEnd.Tests.OpenApi;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>The page's modules have their types in comments, and TypeScript holds them to those.</summary>
public sealed class TypesTests(OpenApiTools tools) : IClassFixture<OpenApiTools>
{
    [Fact]
    public async Task Modules_CheckedByTypeScript_KeepTheirTypes()
    {
        Assert.NotNull(tools);

        Assert.Equal("", await OpenApiTools.RunAsync("node", "node_modules/typescript/bin/tsc", "--project", "page.tsconfig.json"));
    }
}
