using System.Globalization;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class ListTests(PageApp app)
{
    [PageFact]
    public async Task Page_Opened_ShowsWhatIsStuckOldestFirst()
    {
        var (older, younger) = (await app.NewStuckAsync(), await app.NewStuckAsync());
        await using var looker = await app.OpenAsync();

        var first = looker.Page.Locator("ol.rows li").Filter(new LocatorFilterOptions { HasText = older });
        await Expect(first).ToContainTextAsync("ReserveStock");
        await Expect(first).ToContainTextAsync("Injected fault: ReleaseStock failed at attempt 6.");
        await Expect(first).ToContainTextAsync("since 20");
        var shown = await looker.Page.Locator("ol.rows .id").AllTextContentsAsync();

        Assert.EndsWith("#/?status=Stuck", looker.Page.Url, StringComparison.Ordinal);
        Assert.Equal([older, younger], new[] { older, younger }.OrderBy(id => shown.ToList().FindIndex(text => text.EndsWith(id, StringComparison.Ordinal))));
        Assert.All([older, younger], id => Assert.Contains(shown, text => text.EndsWith(id, StringComparison.Ordinal)));
    }

    [PageFact]
    public async Task Count_Clicked_FiltersByItsNameAndStatus()
    {
        var name = Shop.NewId("counted")[..20];
        var id = await app.WaitingAsync(name);
        await using var looker = await app.OpenAsync();

        await looker.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameString = $"{name}, Running: 1" }).ClickAsync();

        await Expect(looker.Page.Locator("ol.rows .id")).ToHaveTextAsync([id]);
        Assert.EndsWith($"status=Running&name={name}", looker.Page.Url, StringComparison.Ordinal);
    }

    [PageFact]
    public async Task Filters_InTheAddress_SurviveBackAndReload()
    {
        var name = Shop.NewId("kept")[..16];
        var id = await app.WaitingAsync(name);
        await using var looker = await app.OpenAsync("#/?status=Running");
        await Expect(looker.Page.Locator("ol.rows")).ToContainTextAsync(id);

        await looker.Page.GetByLabel("Name").FillAsync(name);
        await looker.Page.GetByLabel("Name").PressAsync("Tab");
        await looker.Page.GetByLabel("Protocol").SelectOptionAsync("saga");
        await looker.Page.GetByLabel("Created from").FillAsync("2020-01-01T12:00");
        await looker.Page.GetByLabel("to", new PageGetByLabelOptions { Exact = true }).FillAsync("2099-01-01T12:00");
        await Expect(looker.Page.Locator("ol.rows .id")).ToHaveTextAsync([id]);
        var filtered = looker.Page.Url;
        await looker.Page.Locator("ol.rows a").ClickAsync();
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();
        await looker.Page.GoBackAsync();
        await looker.Page.ReloadAsync();

        await Expect(looker.Page.Locator("ol.rows .id")).ToHaveTextAsync([id]);
        Assert.Equal(filtered, looker.Page.Url);
        Assert.Equal($"#/?status=Running&name={name}&protocol=saga&from=2020-01-01T11%3A00%3A00.000Z&to=2099-01-01T11%3A00%3A00.000Z", new Uri(filtered).Fragment);
        await Expect(looker.Page.GetByLabel("Created from")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^2020-01-01T12:00"));
        Assert.Contains(looker.Requests, request => request.Url.Contains("protocol=saga&from=2020-01-01T11", StringComparison.Ordinal));
    }

    [PageFact]
    public async Task Pages_OfAThousand_ShowEachOnceAndGoBack()
    {
        const int pages = 20;
        await using var looker = await app.OpenAsync("#/?status=Completed");
        // A thousand sagas as the app lists them: what is tested is how the page goes through them.
        await looker.Page.RouteAsync(url => url.Contains("/api/sagas?", StringComparison.Ordinal), route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = PageOf(route.Request.Url) }));
        await looker.GoAsync("#/?status=Completed&name=many");
        List<string> seen = [];
        for (var page = 0; page < pages; page++)
        {
            await Expect(looker.Page.Locator("ol.rows .id").First).ToHaveTextAsync($"saga-{page * 50}");
            seen.AddRange(await looker.Page.Locator("ol.rows .id").AllTextContentsAsync());
            await (page < pages - 1 ? looker.Page.GetByText("Next page").ClickAsync() : Task.CompletedTask);
        }

        await Expect(looker.Page.GetByText("Next page")).ToHaveCountAsync(0);
        Assert.Equal(Enumerable.Range(0, 1000).Select(saga => $"saga-{saga}"), seen);
        await looker.Page.GoBackAsync();
        await Expect(looker.Page.Locator("ol.rows .id").First).ToHaveTextAsync("saga-900");
    }

    private static string PageOf(string url)
    {
        var token = System.Web.HttpUtility.ParseQueryString(new Uri(url).Query)["continuationToken"];
        var first = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var items = Enumerable.Range(first, 50).Select(saga => $$"""{"id":"saga-{{saga}}","name":"many","protocol":"saga","version":1,"status":"Completed","createdAt":"2026-01-01T00:00:00Z","since":"2026-01-01T00:00:00Z","sequence":1}""");
        return $$"""{"items":[{{string.Join(',', items)}}],"continuationToken":{{(first < 950 ? $"\"{first + 50}\"" : "null")}}}""";
    }
}
