using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>What is asked of a saga that is under way.</summary>
[Collection(PageApp.Collection)]
public sealed class ActionTests(PageApp app)
{
    [PageFact]
    public async Task Cancel_BeforeThePivot_SaysWhatWillBeUndoneInOrderAndIsFollowedToItsEnd()
    {
        var shop = await Shop.OpenAsync(app.Operator);
        var id = (await shop.StartAsync(shop.Order().With("ChargePayment", "hang"))).Id;
        await shop.UntilAsync("reservation", id, saga => saga["ReserveStock"].Status == "Succeeded");
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Cancel…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync($"Cancel saga order-fulfilment, {id}");
        await Expect(looker.Button("Do nothing")).ToBeFocusedAsync();
        await Expect(dialog.Locator("button.act")).ToBeDisabledAsync();
        await Expect(dialog.Locator("[data-undone]")).Not.ToHaveCountAsync(0);
        string[] said = [.. await AllAsync(dialog, "data-undone")];
        var before = await RewindTests.ViewAsync(app, id);
        await dialog.GetByLabel("Reason").FillAsync("the customer rang");
        await dialog.Locator("button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Cancel: asked, accepted, seen: Compensated.", new() { Timeout = 30_000 });
        Assert.Equal(["RefundPayment", "ReleaseStock"], said);
        Assert.Equal(said, RewindTests.CallsSince(before, await RewindTests.ViewAsync(app, id)).Where(call => call != "ChargePayment"));
        Assert.Equal(["Compensated", "Compensated"], (await shop.SagaAsync(id)).Steps.Take(2).Select(step => step.Status));
        Assert.Contains(looker.Requests, request => request.Url.Contains("consistency=session&minSequence=", StringComparison.Ordinal));
    }

    [PageFact]
    public async Task Cancel_PastThePivot_IsDisabledWithTheReason()
    {
        var shop = await Shop.OpenAsync(app.Operator);
        var id = (await shop.StartAsync(shop.Order().With("SendReceipt", "fail"))).Id;
        await shop.UntilAsync("shipment", id, saga => saga["ShipOrder"].Status == "Succeeded");
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(looker.Button("Cancel…")).ToBeDisabledAsync();
        await Expect(looker.Page.Locator("#why-Cancel")).ToHaveTextAsync("It has passed its point of no return: ShipOrder is Succeeded.");
    }

    [PageFact]
    public async Task Refusal_OfTheApp_IsShownInItsOwnWordsAndTheDialogStays()
    {
        var id = await app.WaitingAsync(Shop.NewId("refused")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await looker.Button("Cancel…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("too late");

        (await app.Operator.PostAsync($"api/sagas/{id}/events/Approve", """{"approved":true,"by":"Ann"}""")).Expect(HttpStatusCode.Accepted);
        await new Shop(app.Operator).UntilAsync("end", id, saga => saga.Status == "Completed");
        await dialog.Locator("button.act").ClickAsync();

        var refusal = (await app.Operator.PostAsync($"api/sagas/{id}/cancel", """{"reason":"too late"}""")).Expect(HttpStatusCode.Conflict).Json.GetProperty("detail").GetString()!;
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync(refusal);
        await Expect(looker.Button("Do nothing")).ToBeFocusedAsync();
    }

    [PageTheory]
    [InlineData("Rewind…")]
    [InlineData("Skip…")]
    [InlineData("Cancel…")]
    [InlineData("Terminate…")]
    public async Task Refusal_OfAKeyThatIsNoOperatorsAnyMore_IsShownInTheAppsOwnWords(string button)
    {
        var id = button == "Cancel…" ? await app.WaitingAsync(Shop.NewId("taken")[..16]) : await app.StuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await looker.Button(button).ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("I still see the button");
        await (button == "Terminate…" ? dialog.GetByLabel("The last 6 characters").FillAsync(id[^6..]) : Task.CompletedTask);

        // The operator's key was changed since the page was opened.
        await looker.Page.EvaluateAsync("() => sessionStorage.setItem('operatorKey', 'x'.repeat(20))");
        var answer = await looker.Page.RunAndWaitForResponseAsync(() => dialog.Locator("button.act").ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal((int)HttpStatusCode.Forbidden, answer.Status);
        var refusal = (await answer.JsonAsync())!.Value.GetProperty("detail").GetString()!;
        Assert.NotEmpty(refusal);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync(refusal);
        await Expect(looker.Button("Do nothing")).ToBeFocusedAsync();
    }

    // No command of the app answers 412: none takes a condition. Only a stub can say that the page would show its words too.
    [PageFact]
    public async Task Refusal_WithAnyOtherStatus_IsShownInItsOwnWords()
    {
        var id = await app.StuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await looker.Page.RouteAsync($"**/api/sagas/{id}/rewind", route => route.Request.Method == "POST"
            ? route.FulfillAsync(new RouteFulfillOptions { Status = 412, ContentType = "application/problem+json", Body = """{"title":"Precondition failed","detail":"The saga has moved on."}""" })
            : route.ContinueAsync());
        await looker.Button("Rewind…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);

        await dialog.GetByLabel("Reason").FillAsync("mended");
        await dialog.Locator("button.act").ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The saga has moved on.");
    }

    [PageTheory]
    [InlineData("Approve…", "Approve", "Completed")]
    [InlineData("Refuse…", "Refuse", "Compensated")]
    public async Task Approval_Answered_MovesTheSagaOn(string button, string act, string end)
    {
        var id = await app.WaitingAsync(Shop.NewId("asked")[..16]);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");
        await Expect(looker.Page.Locator("saga-detail .box.warn")).ToContainTextAsync("Approve waits for a person until 20");

        await looker.Button(button).ClickAsync();
        await looker.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("I have looked at it");
        await looker.Page.Locator("dialog button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync($"{act}: asked, accepted, seen: {end}.", new() { Timeout = 30_000 });
    }

    [PageFact]
    public async Task Terminate_OfAStuckSaga_ListsWhatStaysAndWantsTheEndOfTheId()
    {
        var id = await app.NewStuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await looker.Button("Terminate…").ClickAsync();
        var dialog = looker.Page.GetByRole(AriaRole.Dialog);
        Assert.Equal(["ReserveStock"], await AllAsync(dialog, "data-stays"));
        await dialog.GetByLabel("Reason").FillAsync("settled by hand");
        await Expect(dialog.Locator("button.act")).ToBeDisabledAsync();
        await dialog.GetByLabel("The last 6 characters").FillAsync("xxxxxx");
        await Expect(dialog.Locator("button.act")).ToBeDisabledAsync();
        await dialog.GetByLabel("The last 6 characters").FillAsync(id[^6..]);
        await dialog.Locator("button.act").ClickAsync();

        await Expect(looker.Page.Locator(".followed")).ToHaveTextAsync("Terminate: asked, accepted, seen: Terminated.", new() { Timeout = 30_000 });
    }

    internal static async Task<IReadOnlyList<string>> AllAsync(ILocator place, string attribute)
    {
        await Expect(place).ToBeVisibleAsync();
        return await place.Locator($"[{attribute}]").EvaluateAllAsync<string[]>($"all => all.map(one => one.getAttribute('{attribute}'))");
    }
}
