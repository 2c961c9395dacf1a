using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>The page as it is sent, without a browser.</summary>
public sealed class ServingTests(AppHost host)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private AppClient App => host.App;

    [Fact]
    public async Task Page_Sent_IsAskedForAgainEachTimeAndLetsNothingElseIn()
    {
        var page = (await App.GetAsync("api/ui")).Expect(HttpStatusCode.OK);

        Assert.Equal("no-cache", page.Header("Cache-Control"));
        AssertGuarded(page);
        Assert.Equal(HttpStatusCode.NotModified, (await App.GetAsync("api/ui", ("If-None-Match", page.Header("ETag")!))).Status);
    }

    [Fact]
    public async Task File_ByItsHashedName_IsKeptForAYear()
    {
        var page = (await App.GetAsync("api/ui")).Expect(HttpStatusCode.OK).Text;
        var name = page.Split('"').Single(part => part.StartsWith("ui/main.", StringComparison.Ordinal));

        var script = (await App.GetAsync($"api/{name}")).Expect(HttpStatusCode.OK);

        Assert.Equal("public, max-age=31536000, immutable", script.Header("Cache-Control"));
        AssertGuarded(script);
        (await App.GetAsync("api/ui/main.js")).Expect(HttpStatusCode.NotFound);
    }

    private static void AssertGuarded(Answer answer)
    {
        Assert.Equal(Policy, answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
    }
}
