using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class GraphTests(PageApp app)
{
    [PageFact]
    public async Task Graph_OfAStuckSaga_HasBothPathsThePivotAndWhatWasNotReached()
    {
        var id = await app.StuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(Node(looker, "ReserveStock")).ToHaveAttributeAsync("data-status", "Succeeded");
        await Expect(Node(looker, "ReleaseStock")).ToHaveAttributeAsync("data-status", "Stuck");
        await Expect(Node(looker, "ChargePayment")).ToHaveAttributeAsync("data-status", "Refused");
        await Expect(Node(looker, "SendReceipt")).ToHaveClassAsync("is-Pending unreached");
        var pivot = await looker.Page.Locator("svg line.pivot").GetAttributeAsync("y1");
        var (ship, receipt) = (await YOf(looker, "ShipOrder"), await YOf(looker, "SendReceipt"));
        Assert.InRange(double.Parse(pivot!, System.Globalization.CultureInfo.InvariantCulture), ship + 1, receipt - 1);
        await Expect(looker.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { NameString = "ReserveStock" }).First).ToContainTextAsync("ReleaseStock");
    }

    [PageFact]
    public async Task Graph_OfAHundredDeclaredSteps_IsThereWithinASecond()
    {
        var id = await app.WaitingAsync(Shop.NewId("long")[..16], steps: 100);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Page.Locator("svg g[data-step]")).ToHaveCountAsync(199);

        // From the answer to the drawn graph: what the app takes to answer is not the page's.
        var drawn = await looker.Page.EvaluateAsync<double>("""
            async () => {
              const detail = document.querySelector('saga-detail');
              const view = detail.shown;
              const start = performance.now();
              detail.render(view);
              document.querySelector('svg').getBoundingClientRect();
              return performance.now() - start;
            }
            """);

        Assert.InRange(drawn, 0, 1000);
    }

    [PageFact]
    public async Task Branches_SideBySide_AreOnOneLayer()
    {
        const string document = """
            {"protocol":"tcc","name":"branches","deadline":"PT1M","reservedFor":"PT30M","branches":[
              {"name":"flight","participant":"nowhere","try":{"method":"POST","path":"a"},"confirm":{"method":"POST","path":"b"},"cancel":{"method":"POST","path":"c"}},
              {"name":"hotel","participant":"nowhere","try":{"method":"POST","path":"a"},"confirm":{"method":"POST","path":"b"},"cancel":{"method":"POST","path":"c"}}]}
            """;
        var id = (await app.Operator.PostAsync("api/transactions", document)).Read<Api.StartAnswer>().Id;
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(Node(looker, "hotel/try")).ToBeVisibleAsync();

        Assert.Equal(await YOf(looker, "flight/try"), await YOf(looker, "hotel/try"));
        Assert.True(await YOf(looker, "flight/try") < await YOf(looker, "hotel/confirm"));
        await Expect(looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Branches" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
    }

    // Doctored: no app of this version sends one.
    [PageFact]
    public async Task Paths_OfASavePoint_AreSideBySideAndSayWhichWasLeftForWhich()
    {
        const string document = """
            {"protocol":"saga","name":"asked-twice","steps":[
              {"name":"Clerk","kind":"Approval","within":"PT8H","alternatives":[[{"name":"Manager","kind":"Approval","within":"PT8H"}]]}]}
            """;
        var id = (await app.Operator.PostAsync("api/transactions", document)).Read<Api.StartAnswer>().Id;
        await Api.Poll.UntilAsync("question", () => app.Operator.GetAsync($"api/sagas/{id}"), saga => saga.ToString().Contains("waitsFor", StringComparison.Ordinal));
        (await app.Operator.PostAsync($"api/sagas/{id}/events/Clerk", """{"approved":false,"by":"ann"}""")).Expect(System.Net.HttpStatusCode.Accepted);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(Node(looker, "Clerk")).ToHaveAttributeAsync("data-status", "Refused");
        await Expect(Node(looker, "Manager")).ToHaveAttributeAsync("data-status", "Running");
        await Expect(looker.Page.Locator("svg text").GetByText("or else", new LocatorGetByTextOptions { Exact = true })).ToHaveCountAsync(1);
        Assert.Equal(await YOf(looker, "Clerk"), await YOf(looker, "Manager"));
    }

    [PageFact]
    public async Task Status_OfALaterVersion_IsShownAsItIsCalled()
    {
        var id = await app.WaitingAsync(Shop.NewId("odd")[..16]);
        await using var looker = await app.OpenAsync();
        await looker.DoctorAsync(id, view =>
        {
            (view["status"], view["steps"]![0]!["status"], view["protocol"]) = ("Levitating", "Hovering", "telepathy");
        });

        await looker.GoAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("h1")).ToContainTextAsync("Levitating");
        await Expect(Node(looker, "Approve")).ToContainTextAsync("Hovering");
    }

    private static ILocator Node(Looker looker, string name) => looker.Page.Locator($"svg g[data-step='{name}']");

    private static async Task<double> YOf(Looker looker, string name) =>
        double.Parse((await Node(looker, name).Locator("rect").GetAttributeAsync("y"))!, System.Globalization.CultureInfo.InvariantCulture);
}
