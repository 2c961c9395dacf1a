using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>What is done about a saga that is stuck.</summary>
[Collection(PageApp.Collection)]
public sealed class RewindTests(PageApp app)
{
    [PageFact]
    public async Task Rewind_ThroughTheDialog_MakesTheCallsThatItSaidAndEndsCompensated()
    {
        var id = await StuckAtRefundAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Rewind…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        string[] said = [.. await ActionTests.AllAsync(dialog, "data-repeats"), .. await ActionTests.AllAsync(dialog, "data-follows")];
        await dialog.GetByLabel("Reason").FillAsync("the till works again");
        var before = await ViewAsync(app, id);
        await dialog.Locator("button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Rewind: asked, accepted, seen: Compensated.", new() { Timeout = 30_000 });
        Assert.Equal(["RefundPayment", "ReleaseStock"], said);
        Assert.Equal(said, CallsSince(before, await ViewAsync(app, id)));
        await Expect(looker.Page.GetByLabel("Timeline")).ToContainTextAsync("the till works again");
    }

    [PageFact]
    public async Task Rewind_WithoutMending_IsShownAsStuckAgain()
    {
        var id = await app.NewStuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Rewind…").ClickAsync();
        await looker.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("hope");
        await looker.Page.Locator("dialog button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Rewind: asked, accepted, seen: Stuck again.", new() { Timeout = 30_000 });
        await Expect(looker.Button("Rewind…")).ToBeVisibleAsync();
    }

    [PageFact]
    public async Task Skip_OfWhatIsStuck_GoesOnAndIsMarked()
    {
        var id = await app.NewStuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Skip…").ClickAsync();
        await looker.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("given back by hand");
        await looker.Page.Locator("dialog button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Skip: asked, accepted, seen: Compensated.", new() { Timeout = 30_000 });
        await Expect(looker.Page.GetByLabel("Timeline")).ToContainTextAsync("◆ by hand: ");
        await Expect(looker.Page.Locator("saga-detail")).ToContainTextAsync("given back by hand");
    }

    [PageFact]
    public async Task GiveResult_OfAnAction_IsTakenAsItWasTypedAndTheSagaGoesOn()
    {
        var id = await app.StuckAtActionAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Give result…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("sent by post");
        await dialog.GetByLabel("Result (JSON)").FillAsync("{ copies: 1 }");
        await Expect(dialog.Locator("button.act")).ToBeDisabledAsync();
        await dialog.GetByLabel("Result (JSON)").FillAsync("""{ "copies": 1 }""");
        var sent = await looker.Page.RunAndWaitForRequestAsync(() => dialog.Locator("button.act").ClickAsync(), request => request.Method == "POST");

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Give result: asked, accepted, seen: Completed.", new() { Timeout = 30_000 });
        Assert.Equal("""{"action":"GiveResult","step":"take","operation":"Action","reason":"sent by post","result":{"copies":1}}""", sent.PostData);
        Assert.Equal("GiveResult", (await ViewAsync(app, id)).GetProperty("steps")[0].GetProperty("byHand").GetString());
        await Expect(looker.Page.GetByLabel("Timeline")).ToContainTextAsync("◆ by hand: GiveResult of take");
    }

    [PageFact]
    public async Task FailAfter_OfAStep_ReadsUnknown()
    {
        var id = await app.NewStuckAsync(100m, ("ChargePayment", "fail-after"), ("RefundPayment", "fail"));
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("[data-stands=Unknown]")).ToContainTextAsync("ChargePayment");
        await Expect(looker.Page.Locator("[data-stands=Stands]")).ToContainTextAsync("ReserveStock");
        await Expect(looker.Page.Locator("[data-stands=NeverHappened]")).ToContainTextAsync("ShipOrder, SendReceipt");
    }

    [PageFact]
    public async Task Rewinds_OfASelection_ShowProgressAndAResultEach()
    {
        string[] stuck = [await app.NewStuckAsync(), await app.NewStuckAsync()];
        (await app.Operator.PutAsync($"api/sagas/{stuck[0]}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        await using var looker = await app.OpenAsync();

        foreach (var id in stuck)
        {
            await looker.Page.GetByLabel($"Select {id}").CheckAsync();
        }

        await looker.Button("Rewind the selected…").ClickAsync();
        await looker.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("after the outage");
        await looker.Page.Locator("dialog button.act").ClickAsync();

        await Expect(looker.Page.Locator("rewind-run [role=status]")).ToContainTextAsync("Completed: 2 of 2.", new() { Timeout = 60_000 });
        await Expect(looker.Page.Locator("rewind-run li").Filter(new() { HasText = stuck[0] })).ToContainTextAsync("Compensated");
        await Expect(looker.Page.Locator("rewind-run li").Filter(new() { HasText = stuck[1] })).ToContainTextAsync("StuckAgain");
    }

    private async Task<string> StuckAtRefundAsync()
    {
        var id = await app.NewStuckAsync(100m, ("ShipOrder", "refuse"), ("RefundPayment", "fail"));
        (await app.Operator.PutAsync($"api/sagas/{id}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        return id;
    }

    internal static async Task<JsonElement> ViewAsync(PageApp app, string id) => (await app.Operator.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Json;

    // As the participants' own attempts tell it, not the page.
    internal static IEnumerable<string> CallsSince(JsonElement before, JsonElement view) =>
        from call in CallsOf(view)
        where call.StartedAt > CallsOf(before).Max(earlier => earlier.StartedAt)
        orderby call.StartedAt
        select call.Activity;

    private static IEnumerable<(DateTimeOffset StartedAt, string Activity)> CallsOf(JsonElement view) =>
        from step in view.GetProperty("steps").EnumerateArray()
        where step.TryGetProperty("tries", out _)
        from attempt in step.GetProperty("tries").EnumerateArray()
        select (attempt.GetProperty("startedAt").GetDateTimeOffset(), ActivityOf(step.GetProperty("name").GetString()!, attempt.GetProperty("operation").GetString()!));

    private static string ActivityOf(string step, string operation) => (step, operation) switch
    {
        ("ChargePayment", "Compensation") => "RefundPayment",
        ("ReserveStock", "Compensation") => "ReleaseStock",
        _ => step,
    };
}
