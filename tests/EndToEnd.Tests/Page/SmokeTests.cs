using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class SmokeTests(PageApp app)
{
    [PageFact]
    public async Task Smoke()
    {
        var id = await app.StuckAsync();
        await using var looker = await app.OpenAsync();
        await Expect(looker.Page.Locator("ol.rows li")).ToHaveCountAsync(1);
        await looker.Page.ScreenshotAsync(new() { Path = "/tmp/page-list.png", FullPage = true });
        await looker.GoAsync($"#/sagas/{id}");
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();
        await looker.Page.ScreenshotAsync(new() { Path = "/tmp/page-detail.png", FullPage = true });
    }
}
