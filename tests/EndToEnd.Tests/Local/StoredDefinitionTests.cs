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
