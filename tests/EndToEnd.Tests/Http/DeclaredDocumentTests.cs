using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Http;

public sealed class DeclaredDocumentTests(AppHost host)
{
    [Fact]
    public async Task Document_TooLarge_IsRefused()
    {
        var answer = await host.App.PostAsync("api/transactions", $$"""{"protocol":"saga","name":"{{new string('x', 260 * 1024)}}","steps":[]}""");

        answer.Expect(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Schema_IsPublished()
    {
        var schema = (await host.App.GetAsync("api/schemas/transaction.json")).Expect(HttpStatusCode.OK);

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.Json.GetProperty("$schema").GetString());
    }
}
