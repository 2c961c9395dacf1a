using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>An operator who did by hand what a stuck step could not, and gives its result to the steps that follow.</summary>
public sealed class GivenResultTests(DeclaredApp declared) : IClassFixture<DeclaredApp>
{
    private AppClient App => declared.App;

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task GiveResult_OfAStuckWithdrawal_IsWhatTheDepositGetsAndStandsInTheOutcome()
    {
        var (from, to) = await declared.OpenAccountsAsync(1000);
        await declared.Bank.MisbehaveAsync(new() { ["withdraw"] = ["down", "down", "down"] });
        var stuck = await declared.EndedAsync(Transfer(from, to));
        var path = $"api/sagas/{stuck.Id}/interventions";

        // The view says that it is stuck a moment before its instance has failed.
        await Poll.UntilAsync("preview of the rewind", () => App.GetAsync($"api/sagas/{stuck.Id}/rewind"), answer => answer.Status == HttpStatusCode.OK);
        var elsewhere = await App.PostAsync(path, Given("give", """{"amount":60}"""));
        var given = (await App.PostAsync(path, Given("take", """{"amount":60}"""))).Expect(HttpStatusCode.Accepted);
        var saga = await new Shop(App).UntilAsync("end", stuck.Id, saga => saga.Status == "Completed");
        var again = await App.PostAsync(path, Given("take", """{"amount":80}"""));

        Assert.Equal(("Stuck", "Stuck", HttpStatusCode.Conflict, HttpStatusCode.Conflict), (stuck.Status, stuck["take"].Status, elsewhere.Status, again.Status));
        Assert.Equal($"/api/sagas/{stuck.Id}", given.Headers["Location"]);
        // Nothing was withdrawn by the saga; what was deposited is what the operator said.
        Assert.Equal((1000, 60), (await declared.Bank.BalanceAsync(from), await declared.Bank.BalanceAsync(to)));
        var view = (await App.GetAsync($"api/sagas/{stuck.Id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("GiveResult", view.GetProperty("steps")[0].GetProperty("byHand").GetString());
        var intervention = view.GetProperty("outcome").GetProperty("interventions")[0];
        Assert.Equal(("take", "GiveResult", "drawn at the counter"), (intervention.GetProperty("step").GetString(), intervention.GetProperty("action").GetString(), intervention.GetProperty("reason").GetString()));
        Assert.Equal(
            ["GiveResult/give/Refused", "GiveResult/take/Accepted", "GiveResult/take/Refused"],
            view.GetProperty("actions").EnumerateArray().Select(action => $"{action.GetProperty("action").GetString()}/{action.GetProperty("step").GetString()}/{action.GetProperty("result").GetString()}"));
        Assert.Equal(saga.Sequence, view.GetProperty("sequence").GetInt64());
    }

    private static string Given(string step, string result) =>
        $$"""{"action":"GiveResult","step":"{{step}}","operation":"Action","result":{{result}},"reason":"drawn at the counter"}""";

    // A pivot without a compensation is asked until its result is known, or the saga is stuck at it.
    private static string Transfer(string from, string to) =>
        """
        {"protocol":"saga","name":"transfer","steps":[
          {"name":"take","participant":"bank","kind":"Pivot","timeout":"PT2S","retry":{"maxAttempts":3,"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/FROM/withdraw","body":{"amount":70}}},
          {"name":"give","participant":"bank","kind":"Retriable","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/TO/deposit","body":{"amount":{"$result":"take#/amount"}}}}]}
        """.Replace("FROM", from, StringComparison.Ordinal).Replace("TO", to, StringComparison.Ordinal);
}
