using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>Draws what the README shows, into the folder that DURABLESAGAS_SCREENSHOTS names, else beside the tests.</summary>
[Collection(PageApp.Collection)]
public sealed class ScreenshotTests(PageApp app)
{
    private const int Width = 1100;

    private static readonly string _folder = Environment.GetEnvironmentVariable("DURABLESAGAS_SCREENSHOTS") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "Screenshots");

    [PageFact]
    public async Task ListAndDetail_OfStuckSagas_AreDrawn()
    {
        var id = await app.NewStuckAsync(100m, ("ShipOrder", "refuse"), ("RefundPayment", "fail"));
        await app.StuckAsync();
        await using var looker = await app.OpenAsync(width: Width);
        await Expect(looker.Page.Locator("ol.rows")).ToContainTextAsync(id);
        await DrawAsync(looker, "list.png", 620);

        await looker.GoAsync($"#/sagas/{id}");
        await Expect(looker.Heading("Timeline")).ToBeVisibleAsync();
        await DrawAsync(looker, "detail.png", 1250);
    }

    private static async Task DrawAsync(Looker looker, string name, int height)
    {
        await looker.Page.SetViewportSizeAsync(Width, height);
        await looker.Page.EvaluateAsync("() => scrollTo(0, 0)");
        var drawn = await looker.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_folder, name) });

        Assert.InRange(drawn.Length, 10_000, 400_000);
    }
}
