using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using DurableSagas.EndToEnd.Tests.TripBooking;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>What the page makes of a saga's time: what ran and what waited, what is undecided, and what is reserved until when.</summary>
[Collection(PageApp.Collection)]
public sealed class ViewTests(PageApp app)
{
    private static readonly string[] _times = ["2026-01-01T10:00:00Z", "2026-01-01T10:00:02Z", "2026-01-01T13:00:02Z", "2026-01-01T13:00:03Z"];

    // Doctored: no app waits for hours while a test does.
    [PageFact]
    public async Task Timeline_OfHours_FoldsWaitingAndMarksWhatPeopleDid()
    {
        var id = await app.WaitingAsync(Shop.NewId("line")[..16]);
        await using var looker = await app.OpenAsync();
        await looker.DoctorAsync(id, view =>
        {
            (view["createdAt"], view["updatedAt"], view["status"]) = (_times[0], _times[3], "Stuck");
            view["steps"]![0]!.AsObject().Remove("waitsFor");
            view["steps"]![0]!["tries"] = JsonNode.Parse($$"""
                [{"operation":"Action","number":1,"startedAt":"{{_times[0]}}","finishedAt":"{{_times[1]}}","result":"Unknown","error":"no answer"},
                 {"operation":"Action","number":2,"startedAt":"{{_times[2]}}","finishedAt":"{{_times[3]}}","result":"Succeeded","byHand":true}]
                """);
            view["actions"] = JsonNode.Parse($$"""[{"at":"{{_times[2]}}","by":"Ann","action":"Rewind","reason":"the till works again","result":"Accepted"}]""");
        });

        await looker.GoAsync($"#/sagas/{id}");

        var lines = looker.Page.GetByLabel("Timeline").GetByRole(AriaRole.Listitem);
        await Expect(lines).ToContainTextAsync(["Started", "Approve: Action 1 ? unknown no answer ran 2 s", "waited 3 h 0 min", "by hand: Approve: Action 2 given by hand ✓ Succeeded ran 1 s", "◆ by hand: Rewind by Ann: the till works again (Accepted)", "Stuck"]);
        await Expect(lines.Nth(2)).ToHaveClassAsync("wait");
    }

    [PageFact]
    public async Task Timeline_OfAStuckOrder_TellsItsAttemptsFromItsWaits()
    {
        var id = await app.StuckAsync();
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        var lines = looker.Page.GetByLabel("Timeline").GetByRole(AriaRole.Listitem);
        await Expect(lines.First).ToContainTextAsync("Started");
        await Expect(lines.Filter(new() { HasText = "ReserveStock: Action 1 ✓ Succeeded" })).ToHaveCountAsync(1);
        await Expect(lines.Filter(new() { HasText = "ChargePayment: Action 1 ⊘ Refused" })).ToHaveCountAsync(1);
        await Expect(lines.Filter(new() { HasText = "ReserveStock: Compensation " })).ToHaveCountAsync(6);
        await Expect(lines.Last).ToContainTextAsync("Stuck");
        var waits = await looker.Page.Locator("ol.time li.wait").AllTextContentsAsync();
        Assert.NotEmpty(waits);
        Assert.All(waits, wait => Assert.Matches(@"waited \d+ s$", wait));
    }

    [PageFact]
    public async Task Decision_ThatIsNotMade_StandsOutWithItsAgeAndTheVotesSoFar()
    {
        var bank = await Bank.OpenAsync(app.Operator);
        var id = (await bank.StartAsync("transfer-2pc", faults: """{"PrepareDeposit":"hang"}""")).Id;
        await bank.UntilAsync("vote", id, saga => saga["PrepareWithdrawal"].Status == "Succeeded");
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("[data-decision=Undecided]")).ToHaveClassAsync("box warn");
        await Expect(looker.Page.Locator("[data-decision=Undecided]")).ToContainTextAsync(new Regex(@"Undecided for \d+ (ms|s|min)"));
        var rows = looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Participants" }).GetByRole(AriaRole.Row);
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(rows.Nth(1)).ToHaveTextAsync("Withdrawal✓ Succeeded○ Pending○ PendingCommit");
        await Expect(rows.Nth(2)).ToHaveTextAsync("Deposit▶ Running○ Pending○ Pending–");
    }

    [PageFact]
    public async Task Decision_ThatIsMade_SaysSoAndWhoHasBeenTold()
    {
        var bank = await Bank.OpenAsync(app.Operator);
        var id = (await bank.StartAsync("transfer-2pc", faults: """{"CommitDeposit":"fail"}""")).Id;
        await bank.UntilAsync("commit", id, saga => saga["CommitWithdrawal"].Status == "Succeeded");
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("[data-decision=Commit]")).ToHaveClassAsync("box");
        var rows = looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Participants" }).GetByRole(AriaRole.Row);
        await Expect(rows.Nth(1)).ToHaveTextAsync("Withdrawal✓ Succeeded✓ Succeeded○ PendingCommit");
        await Expect(rows.Nth(2)).ToHaveTextAsync(new Regex("Deposit✓ Succeeded(▶ Running|! Stuck)○ PendingCommit"));
    }

    [PageFact]
    public async Task Reservation_OfATrip_ShowsTheTimeThatIsLeftUntilItIsConfirmed()
    {
        var agency = await Agency.OpenAsync(app.Operator);
        var id = (await agency.StartAsync("""{"ConfirmFlight":"fail"}""")).Id;
        await new Shop(app.Operator).UntilAsync("confirmations", id, saga => saga["ConfirmHotel"].Status == "Succeeded" && saga["ConfirmCar"].Status == "Succeeded");
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        var rows = looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Branches" }).GetByRole(AriaRole.Row);
        await Expect(rows).ToHaveCountAsync(4);
        await Expect(rows.Nth(1)).ToContainTextAsync(new Regex(@"^Flight✓ Succeeded.*(2\d|30) min \d+ s left$"));
        await Expect(rows.Nth(2)).ToHaveTextAsync("Hotel✓ Succeeded✓ Succeeded○ Pendingconfirmed");
        await Expect(rows.Nth(3)).ToHaveTextAsync("Car✓ Succeeded✓ Succeeded○ Pendingconfirmed");
        await Expect(looker.Page.Locator("saga-detail")).ToContainTextAsync(new Regex(@"Reserved until 20.*: (2\d|30) min \d+ s left"));
    }
}
