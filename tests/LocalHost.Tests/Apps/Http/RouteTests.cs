using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>Which function a path reaches, and what its parameters are.</summary>
public sealed class RouteTests(SharedSampleHost shared, Storage storage)
{
    [Theory]
    [InlineData("items/tools/5", "tools 5")]
    [InlineData("items/tools", "tools none")]
    [InlineData("ITEMS/tools/5/", "tools 5")]
    [InlineData("pages/7", "page 7")]
    [InlineData("pages", "page 1")]
    [InlineData("tickets/5b7c3a10-6c1d-4f0e-9a55-0d3a0a1b2c3d/abc", "5b7c3a10-6c1d-4f0e-9a55-0d3a0a1b2c3d abc")]
    [InlineData("greet", "nobody none")]
    [InlineData("greet?who=Ann&times=3", "Ann 3")]
    [InlineData("greet?who=a%20b", "a b none")]
    [InlineData("unrouted", "unrouted")]
    public async Task Path_OfARoute_ReachesItsFunctionWithItsParameters(string path, string said)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync(path);

        Assert.Equal(said, answer.Expect(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("GET", "items/5/5")]
    [InlineData("GET", "items/tools/x")]
    [InlineData("GET", "items/tools/5/6")]
    [InlineData("GET", "pages/0")]
    [InlineData("GET", "pages/100")]
    [InlineData("GET", "tickets/5/abc")]
    [InlineData("GET", "tickets/5b7c3a10-6c1d-4f0e-9a55-0d3a0a1b2c3d/abcd")]
    [InlineData("GET", "nothing-of-the-kind")]
    // As on the real host: a function that does not take the verb is not found.
    [InlineData("DELETE", "items/tools/5")]
    [InlineData("GET", "orders")]
    public async Task Path_OfNoRoute_IsNotFound(string verb, string path)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.SendAsync(new HttpMethod(verb), path);

        answer.Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Path_OutsideThePrefix_IsNotFound()
    {
        var host = await shared.StartAsync(storage);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("greet")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("api/greet")).Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Path_OfTwoFunctionsWithOtherVerbs_ReachesTheOneThatTakesTheVerb(string verb)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.SendAsync(new HttpMethod(verb), "items/tools/5");

        Assert.Equal($"{verb} tools 5", answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Body_BoundToARecord_IsRead()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.PostAsync("orders", """{"item":"book","quantity":2}""");

        Assert.Equal("2 of book", answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Function_WithoutAnswer_IsASuccessWithoutBody()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.PostAsync("nothing", "{}");

        Assert.InRange((int)answer.Status, 200, 204);
        Assert.Empty(answer.Body);
    }
}
