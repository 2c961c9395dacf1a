using System.Net;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class LiveTests(PageApp app)
{
    [PageFact]
    public async Task Read_EachTime_ShowsItsConsistencyAndTheSwitchAsksStrong()
    {
        var id = await app.WaitingAsync(Shop.NewId("read")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Page.Locator("[data-sequence]")).ToContainTextAsync("Read Eventual, as of 20");

        await looker.Page.GetByLabel("strong: ask the task hub").CheckAsync();

        await Expect(looker.Page.Locator("[data-sequence]")).ToContainTextAsync("Read Strong");
        await Expect(looker.Page.GetByLabel("strong: ask the task hub")).ToBeFocusedAsync();
        Assert.EndsWith("?consistency=strong", looker.Page.Url, StringComparison.Ordinal);
    }

    // A stub: the task hub of this app answers, and is shared with other tests.
    [PageFact]
    public async Task Read_ThatFails_KeepsWhatWasSeenAndCallsItStale()
    {
        var id = await app.WaitingAsync(Shop.NewId("stale")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();

        await looker.Page.RouteAsync(url => url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal), route => route.FulfillAsync(new RouteFulfillOptions { Status = 503, ContentType = "application/problem+json", Body = """{"detail":"The task hub does not answer."}""" }));

        await Expect(looker.Page.Locator("saga-detail p.error")).ToContainTextAsync("Stale, as of ", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await Expect(looker.Page.Locator("saga-detail p.error")).ToContainTextAsync("The task hub does not answer.");
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();
        await looker.Page.UnrouteAllAsync();
        await Expect(looker.Page.Locator("saga-detail p.error")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
    }

    // A stub: which of two answers comes last is the network's to decide.
    [PageFact]
    public async Task OlderAnswer_AfterANewerOne_IsNotShown()
    {
        var id = await app.WaitingAsync(Shop.NewId("older")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        var sequence = int.Parse((await looker.Page.Locator("[data-sequence]").GetAttributeAsync("data-sequence"))!, System.Globalization.CultureInfo.InvariantCulture);
        var older = await (await looker.Page.APIRequest.GetAsync($"{looker.Page.Url.Split("ui#")[0]}sagas/{id}", new APIRequestContextOptions { Headers = [new("x-functions-key", Security.KeyedApp.Key)] })).TextAsync();
        var sent = new TaskCompletionSource();
        var asked = 0;
        await looker.Page.RouteAsync(url => url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal), async route =>
        {
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = older.Replace($"\"sequence\":{sequence}", $"\"sequence\":{sequence - 1}", StringComparison.Ordinal).Replace("\"Running\"", "\"Pending\"", StringComparison.Ordinal) });
            if (++asked == 2)
            {
                sent.TrySetResult();
            }
        });
        await sent.Task.WaitAsync(TestContext.Current.CancellationToken);

        await Expect(looker.Page.Locator("[data-sequence]")).ToHaveAttributeAsync("data-sequence", $"{sequence}");
        await Expect(looker.Page.Locator("h1")).ToContainTextAsync("Running");
    }

    [PageFact]
    public async Task Polling_WhileNothingChanges_IsAnswered304AndLeavesScrollAndFocus()
    {
        var id = await app.WaitingAsync(Shop.NewId("live")[..16], steps: 30);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Heading("Timeline")).ToBeVisibleAsync();
        await looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Graph of the steps" }).FocusAsync();
        await looker.Page.EvaluateAsync("() => scrollTo(0, 500)");

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var answer = await looker.Page.WaitForResponseAsync(response => response.Url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal), new PageWaitForResponseOptions { Timeout = 20_000 });
            Assert.Equal((int)HttpStatusCode.NotModified, answer.Status);
        }

        (await app.Operator.PostAsync($"api/sagas/{id}/cancel", """{"reason":"changed elsewhere"}""")).Expect(HttpStatusCode.Accepted);
        await Expect(looker.Page.Locator("h1")).ToContainTextAsync("Compensated", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        // What went away above the window may move it by a little, so that what is read stays where it is.
        Assert.InRange(await looker.Page.EvaluateAsync<int>("() => scrollY"), 400, 600);
        await Expect(looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Graph of the steps" })).ToBeFocusedAsync();
    }

    [PageFact]
    public async Task Polling_WhileHidden_Rests()
    {
        var id = await app.WaitingAsync(Shop.NewId("hidden")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();
        await looker.Page.Clock.InstallAsync();
        await looker.Page.ReloadAsync();
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();

        await looker.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }");
        var before = Asked(looker, id);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            // What the page would ask for by then is answered before this is.
            await looker.Page.Clock.RunForAsync(20_000);
            await looker.Page.EvaluateAsync("() => fetch('health').then(answer => answer.text())");
        }

        var whileHidden = Asked(looker, id);
        await looker.Page.RunAndWaitForResponseAsync(
            () => looker.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { value: false, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }"),
            response => response.Url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal));

        Assert.InRange(whileHidden - before, 0, 1);
    }

    private static int Asked(Looker looker, string id) => looker.Requests.Count(request => request.Url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal));
}
