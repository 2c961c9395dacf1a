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
        var name = Shop.NewId("many")[..16];
        var id = await app.WaitingAsync(name);
        string[] all = [id, .. await new ListedCopies(app.Storage).AddAsync(id, 999)];
        await using var looker = await app.OpenAsync($"#/?name={name}");
        var (rows, next) = (looker.Page.Locator("ol.rows .id"), looker.Page.GetByText("Next page"));
        await Expect(rows.First).ToBeVisibleAsync();
        List<string> seen = [.. await rows.AllTextContentsAsync()];
        while (await next.CountAsync() > 0)
        {
            var before = (await rows.First.TextContentAsync())!;
            await next.ClickAsync();
            await Expect(rows.First).Not.ToHaveTextAsync(before);
            seen.AddRange(await rows.AllTextContentsAsync());
        }

        Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        var place = seen.Count - await rows.CountAsync();
        await looker.Page.GoBackAsync();
        await Expect(rows.Last).ToHaveTextAsync(seen[place - 1]);
    }
}
