using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>A transfer that is stored as a document, with a person's approval above a limit, and started with its parameters alone.</summary>
public sealed class StoredDefinitionTests(DeclaredApp declared) : IClassFixture<DeclaredApp>
{
    private const string Withdrawal = """
        {"protocol":"saga","name":"NAME","version":1,
         "parameters":{"from":{"type":"string"},"amount":{"type":"integer"},"note":{"type":"string","required":false}},
         "steps":[
          {"name":"take","participant":"bank",
           "action":{"method":"POST","path":"accounts/{$from}/withdraw","body":{"amount":{"$parameter":"amount"},"note":{"$parameter":"note"}}},
           "compensation":{"method":"POST","path":"accounts/{$from}/withdraw/undo","body":{"amount":{"$parameter":"amount"}}}},
          {"name":"Approve","kind":"Approval","within":"PT10M","when":{"value":{"$parameter":"amount"},"above":100}}]}
        """;

    private const string Transfer = """
        {"protocol":"saga","name":"NAME","version":1,
         "parameters":{"from":{"type":"string"},"to":{"type":"string"},"amount":{"type":"integer"}},
         "steps":[
          {"name":"withdrawal","kind":"SubSaga","saga":"SUB","request":{"from":{"$parameter":"from"},"amount":{"$parameter":"amount"}}},
          {"name":"give","participant":"bank",
           "action":{"method":"POST","path":"accounts/{$to}/deposit","body":{"amount":{"$parameter":"amount"},"of":{"$result":"withdrawal#/take/id"}}},
           "compensation":{"method":"POST","path":"accounts/{$to}/deposit/undo","body":{"amount":{"$parameter":"amount"}}}},
          {"name":"check","kind":"Approval","within":"PT10M","when":{"value":{"$parameter":"amount"},"above":500}}]}
        """;

    private AppClient App => declared.App;

    private NodeParticipant Bank => declared.Bank;

    [LocalTheory]
    [InlineData(100, null, "Completed", 900)]
    [InlineData(101, true, "Completed", 899)]
    [InlineData(101, false, "Compensated", 1000)]
    public async Task Definition_Stored_RunsWithItsParametersAndAsksAboveItsLimit(int amount, bool? approved, string status, int left)
    {
        var (name, (from, _)) = (await StoreAsync(Withdrawal), await declared.OpenAccountsAsync(1000));

        var id = await StartAsync(name, $$"""{"from":"{{from}}","amount":{{amount}}}""");
        await AnswerAsync(id, approved);
        var saga = await new Shop(App).EndedAsync(id);

        Assert.Equal((status, left, approved is null ? "Skipped" : approved == true ? "Succeeded" : "Refused"), (saga.Status, await Bank.BalanceAsync(from), saga["Approve"].Status));
    }

    [LocalTheory]
    [InlineData(101, true, null, "Completed", 899, 101)]
    [InlineData(101, false, null, "Compensated", 1000, 0)]
    [InlineData(501, true, false, "Compensated", 1000, 0)]
    public async Task Definition_AsAStepOfAnother_IsAskedByItsOwnIdAndUndoneWithTheWhole(int amount, bool approved, bool? isChecked, string status, int left, int given)
    {
        var sub = await StoreAsync(Withdrawal);
        var (name, (from, to)) = (await StoreAsync(Transfer.Replace("SUB", sub, StringComparison.Ordinal)), await declared.OpenAccountsAsync(1000));

        var id = await StartAsync(name, $$"""{"from":"{{from}}","to":"{{to}}","amount":{{amount}}}""");
        await AnswerAsync($"{id}:withdrawal", approved);
        await AnswerAsync(id, isChecked, "check");
        var saga = await new Shop(App).EndedAsync(id);

        Assert.Equal((status, left, given), (saga.Status, await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
        string[] undone = status == "Completed" ? [] : isChecked is null ? ["withdrawal/take"] : ["give", "withdrawal/take"];
        Assert.Equal(undone, saga.Outcome!.Undone);
    }

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Definition_StuckInTheOneBelow_IsToldInBothUntilItIsRewound()
    {
        var sub = await StoreAsync(Withdrawal.Replace("\"compensation\":", "\"compensationRetry\":{\"maxAttempts\":2},\"compensation\":", StringComparison.Ordinal));
        var (name, (from, to)) = (await StoreAsync(Transfer.Replace("SUB", sub, StringComparison.Ordinal)), await declared.OpenAccountsAsync(1000));
        await Bank.MisbehaveAsync(new() { ["deposit"] = ["down", "down", "down"], ["withdraw/undo"] = ["500", "500"] });

        var id = await StartAsync(name, $$"""{"from":"{{from}}","to":"{{to}}","amount":1}""");
        await new Shop(App).EndedAsync(id);
        var instance = await Poll.UntilAsync("its end", () => App.GetAsync($"runtime/webhooks/durabletask/instances/{id}"), answer => answer.Status == HttpStatusCode.OK);

        Assert.Equal("Failed", instance.Json.GetProperty("runtimeStatus").GetString());
        foreach (var consistency in new[] { "eventual", "strong" })
        {
            var (above, below) = ((await App.GetAsync($"api/sagas/{id}?consistency={consistency}")).Expect(HttpStatusCode.OK).Json, (await App.GetAsync($"api/sagas/{id}:withdrawal")).Expect(HttpStatusCode.OK).Json);
            var stuck = above.GetProperty("stuck");
            Assert.Equal(($"{id}:withdrawal", "take", "Compensation", "take/compensation", 2), (Text(stuck, "saga"), Text(stuck, "step"), Text(stuck, "operation"), Text(stuck, "activity"), stuck.GetProperty("attempt").GetInt32()));
            Assert.Equal(stuck.GetRawText(), below.GetProperty("stuck").GetRawText());
            Assert.Equal(id, Text(below, "parent"));
            Assert.Equal(["Unknown", "Undone", null], above.GetProperty("steps").EnumerateArray().Select(step => Text(step, "stands")));
            var take = below.GetProperty("steps")[0];
            Assert.Equal(("Stuck", "Unknown", "Compensation"), (Text(take, "status"), Text(take, "stands"), Text(take, "operation")));
            Assert.Equal([("Action", 1, "Succeeded"), ("Compensation", 1, "Unknown"), ("Compensation", 2, "Unknown")], take.GetProperty("tries").EnumerateArray().Select(told => (Text(told, "operation"), told.GetProperty("number").GetInt32(), Text(told, "result"))));
        }

        await declared.RewoundAsync(id, "Compensated");
        var undone = (await App.GetAsync($"api/sagas/{id}:withdrawal")).Json;
        Assert.False(undone.TryGetProperty("stuck", out _));
        Assert.Equal([("Unknown", 2), ("Succeeded", 2)], undone.GetProperty("steps")[0].GetProperty("tries").EnumerateArray().Skip(2).Select(told => (Text(told, "result"), told.GetProperty("number").GetInt32())));

        static string? Text(System.Text.Json.JsonElement of, string member) => of.TryGetProperty(member, out var value) ? value.GetString() : null;
    }

    private async Task<string> StoreAsync(string document)
    {
        var name = $"d-{Guid.NewGuid():N}";
        (await App.PutAsync($"api/definitions/{name}", document.Replace("NAME", name, StringComparison.Ordinal))).Expect(HttpStatusCode.Created);
        return name;
    }

    private async Task<string> StartAsync(string name, string parameters) => (await App.PostAsync($"api/sagas/{name}", parameters)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;

    private async Task AnswerAsync(string id, bool? approved, string step = "Approve")
    {
        if (approved is { } yes)
        {
            // A sub-saga has no view before it has told something: it tells that it waits.
            await Poll.UntilAsync($"question of '{id}'", () => App.GetAsync($"api/sagas/{id}"), answer => answer.Status == HttpStatusCode.OK && answer.Read<SagaAnswer>().Steps.Any(asked => asked.Name == step && asked.Status == "Running"));
            (await App.PostAsync($"api/sagas/{id}/events/{step}", $$"""{"approved":{{(yes ? "true" : "false")}},"by":"Ann"}""")).Expect(HttpStatusCode.Accepted);
        }
    }
}
