using System.Text.Json.Nodes;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>What the page makes of a view, where the view itself would take hours to come about.</summary>
[Collection(PageApp.Collection)]
public sealed class ViewTests(PageApp app)
{
    private static readonly string[] _times = ["2026-01-01T10:00:00Z", "2026-01-01T10:00:02Z", "2026-01-01T13:00:02Z", "2026-01-01T13:00:03Z"];

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
    public async Task Decision_ThatIsNotMade_StandsOutWithItsAge()
    {
        const string document = """
            {"protocol":"2pc","name":"undecided","prepareWithin":"PT5M","participants":[
              {"name":"from","participant":"nowhere","prepare":{"method":"POST","path":"a"},"commit":{"method":"POST","path":"b"},"abort":{"method":"POST","path":"c"}},
              {"name":"to","participant":"nowhere","prepare":{"method":"POST","path":"a"},"commit":{"method":"POST","path":"b"},"abort":{"method":"POST","path":"c"}}]}
            """;
        var id = (await app.Operator.PostAsync("api/transactions", document)).Read<Api.StartAnswer>().Id;
        await using var looker = await app.OpenAsync();
        await looker.DoctorAsync(id, view =>
        {
            (view["status"], view["createdAt"], view["decision"]) = ("Running", "2026-01-01T10:00:00Z", JsonNode.Parse("""{"decision":"Undecided","at":null}"""));
            (view["steps"]![0]!["status"], view["steps"]![0]!["vote"]) = ("Succeeded", "Commit");
        });

        await looker.GoAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("[data-decision=Undecided]")).ToHaveClassAsync("box warn");
        await Expect(looker.Page.Locator("[data-decision=Undecided]")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"Undecided for \d+ d"));
        var rows = looker.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Participants" }).GetByRole(AriaRole.Row);
        await Expect(rows.Nth(1)).ToContainTextAsync("from✓ Succeeded");
        await Expect(rows.Nth(1)).ToContainTextAsync("Commit");
    }

    [PageFact]
    public async Task Reservation_OfATrip_ShowsTheTimeThatIsLeft()
    {
        const string document = """
            {"protocol":"tcc","name":"reserved","deadline":"PT1M","reservedFor":"PT30M","branches":[
              {"name":"flight","participant":"nowhere","try":{"method":"POST","path":"a"},"confirm":{"method":"POST","path":"b"},"cancel":{"method":"POST","path":"c"}}]}
            """;
        var id = (await app.Operator.PostAsync("api/transactions", document)).Read<Api.StartAnswer>().Id;
        await using var looker = await app.OpenAsync();
        await looker.DoctorAsync(id, view => (view["status"], view["reservedUntil"]) = ("Running", "2099-01-01T10:00:00Z"));

        await looker.GoAsync($"#/sagas/{id}");

        await Expect(looker.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { NameString = "flight" }).First).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\d+ d \d+ h left"));
    }
}
