using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class AccessibilityTests(PageApp app)
{
    [PageTheory]
    [InlineData(ColorScheme.Light, 320)]
    [InlineData(ColorScheme.Dark, 320)]
    [InlineData(ColorScheme.Light, 1280)]
    public async Task ListDetailAndDialog_InEachColour_HaveNoViolation(ColorScheme colours, int width)
    {
        var (stuck, waiting) = (await app.StuckAsync(), await app.WaitingAsync(Shop.NewId("axe")[..16]));
        await using var looker = await app.OpenAsync(width: width, colours: colours);

        await Expect(looker.Page.Locator("ol.rows")).ToContainTextAsync(stuck);
        await AssertAccessibleAsync(looker, width);
        foreach (var id in new[] { stuck, waiting })
        {
            await looker.GoAsync($"#/sagas/{id}");
            await Expect(looker.Page.Locator("saga-detail .id").First).ToContainTextAsync(id);
            await Expect(looker.Heading("Timeline")).ToBeVisibleAsync();
            await AssertAccessibleAsync(looker, width);
            await looker.Button("Terminate…").ClickAsync();
            await Expect(looker.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await AssertAccessibleAsync(looker, width);
        }
    }

    [PageFact]
    public async Task Keyboard_Alone_FiltersOpensASagaAndAnswersADialog()
    {
        var name = Shop.NewId("keys")[..16];
        var id = await app.WaitingAsync(name);
        await using var looker = await app.OpenAsync($"#/?name={name}");
        await Expect(looker.Page.Locator("ol.rows .id")).ToHaveTextAsync([id]);

        await TabToAsync(looker, $"[data-key='{id}']");
        await looker.Page.Keyboard.PressAsync("Enter");
        await Expect(looker.Heading("Graph")).ToBeVisibleAsync();
        await TabToAsync(looker, "[data-key='Cancel']");
        await looker.Page.Keyboard.PressAsync("Enter");
        await Expect(looker.Button("Do nothing")).ToBeFocusedAsync();
        await looker.Page.Keyboard.PressAsync("Escape");
        await Expect(looker.Page.Locator("[data-key='Cancel']")).ToBeFocusedAsync();
        await looker.Page.Keyboard.PressAsync("Enter");
        await looker.Page.Keyboard.PressAsync("Shift+Tab");
        await looker.Page.Keyboard.TypeAsync("typed by hand");
        await TabToAsync(looker, "dialog button.act");
        await looker.Page.Keyboard.PressAsync("Enter");

        await Expect(looker.Page.Locator("h1")).ToContainTextAsync("Compensated", new() { Timeout = 20_000 });
        await Expect(looker.Page.Locator("saga-detail")).ToContainTextAsync("typed by hand");
    }

    private static async Task TabToAsync(Looker looker, string selector)
    {
        for (var tab = 0; tab < 100; tab++)
        {
            await looker.Page.Keyboard.PressAsync("Tab");
            if (await looker.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"'{selector}' is not reached by a hundred tabs.");
    }

    private static async Task AssertAccessibleAsync(Looker looker, int width)
    {
        var result = await looker.Page.RunAxe(new AxeRunOptions());

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        Assert.InRange(await looker.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
    }
}
