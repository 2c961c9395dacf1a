using System.Net;
using System.Security.Cryptography;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.AspNetCore;

/// <summary>An app whose worker answers HTTP itself: requests are forwarded to it.</summary>
public sealed class AspNetCoreTests(AspNetCoreHost host) : IClassFixture<AspNetCoreHost>
{
    [Theory]
    [InlineData("products/tools/5?colour=blue", """{"category":"tools","id":5,"colour":"blue","verb":"GET","path":"/products/tools/5"}""")]
    [InlineData("products/tools", """{"category":"tools","id":null,"colour":"","verb":"GET","path":"/products/tools"}""")]
    public async Task Request_RouteAndQuery_AreBound(string path, string body)
    {
        var answer = await host.Client.GetAsync(path);

        Assert.Equal(body, answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Parameters_OfTheQuery_AreBoundByName()
    {
        var answer = await host.Client.GetAsync("search?text=a%20b&page=3", ("User-Agent", "tests"));

        Assert.Equal("""{"text":"a b","page":3,"agent":"tests"}""", answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Body_BoundToARecord_IsAnsweredWithHeadersAndCookies()
    {
        var answer = await host.Client.PostAsync("orders", """{"item":"book","quantity":2}""");

        Assert.Equal("""{"item":"book","quantity":2}""", answer.Expect(HttpStatusCode.Created).Text);
        Assert.Equal(("/orders/book", true), (Assert.Single(answer.Headers["Location"]), Assert.Single(answer.Headers["Set-Cookie"]).StartsWith("last=book", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Body_OfMegabytes_ReachesTheWorkerWhole()
    {
        var body = RandomNumberGenerator.GetBytes(3_000_000);
        using var content = new ByteArrayContent(body);

        var answer = await host.Client.SendAsync(HttpMethod.Put, "digest", content);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Answer_ThatIsStreamed_IsReadBeforeItEnds()
    {
        var name = SharedSampleHost.NewId("stream");

        using var response = await host.Client.OpenAsync($"streams/{name}", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        (await host.Client.PostAsync($"streams/{name}/end")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(("first", "last\n"), (first, await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("GET", "teapot", 418)]
    [InlineData("GET", "broken", 500)]
    [InlineData("GET", "products/5/5", 404)]
    [InlineData("GET", "orders", 404)]
    [InlineData("GET", "nothing", 404)]
    [InlineData("GET", "locked", 200)]
    public async Task Status_OfAnyAnswer_IsTheCallers(string verb, string path, int status)
    {
        var answer = await host.Client.SendAsync(new HttpMethod(verb), path);

        Assert.Equal(status, (int)answer.Status);
    }
}
