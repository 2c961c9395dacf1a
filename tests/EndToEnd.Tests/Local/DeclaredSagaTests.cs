using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Declared transactions over a participant in Node.js that misbehaves on order; whatever it does, the cents add up.</summary>
public sealed class DeclaredSagaTests(DeclaredApp declared) : IClassFixture<DeclaredApp>
{
    private const string Path = "api/transactions";

    private NodeParticipant Bank => declared.Bank;

    private AppClient App => declared.App;

    [LocalFact]
    public async Task Transfer_ParticipantMisbehavesInEveryWay_EndsAndTheCentsAddUp()
    {
        (Dictionary<string, string[]> Trouble, string Status, int Left)[] cases =
        [
            (new() { }, "Completed", 900),
            (new() { ["withdraw"] = ["500", "down"], ["deposit"] = ["drop", "500"] }, "Completed", 900),
            (new() { ["withdraw"] = ["drop", "garbage"], ["deposit"] = ["slow"] }, "Completed", 900),
            (new() { ["withdraw"] = ["pending", "pending"], ["deposit"] = ["pending", "garbage"] }, "Completed", 900),
            (new() { ["withdraw"] = ["drop", "drop", "drop"] }, "Compensated", 1000),
            (new() { ["withdraw"] = ["down", "down", "down"] }, "Compensated", 1000),
            (new() { ["deposit"] = ["drop", "drop", "drop"], ["deposit/undo"] = ["500", "drop"], ["withdraw/undo"] = ["down", "garbage"] }, "Compensated", 1000),
            (new() { ["deposit"] = ["garbage", "slow", "500"], ["withdraw/undo"] = ["pending", "drop"] }, "Compensated", 1000),
        ];

        foreach (var (trouble, status, left) in cases)
        {
            var (from, to) = await declared.OpenAccountsAsync(1000);
            await Bank.MisbehaveAsync(trouble);

            var saga = await declared.EndedAsync(Transfer(from, to, 100));

            var said = $"{string.Join("; ", trouble.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}"))}: {saga.Outcome?.Reason}";
            Assert.Equal((said, status, left, 1000 - left), (said, saga.Status, await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
        }
    }

    [LocalFact]
    public async Task Transfer_Refused_IsNotRetriedAndQuotesTheParticipant()
    {
        var (from, to) = await declared.OpenAccountsAsync(5);

        var saga = await declared.EndedAsync(Transfer(from, to, 100));

        Assert.Equal(("Compensated", "take", 1), (saga.Status, saga.Outcome!.Step, saga["take"].Attempts));
        Assert.Contains("has too little", saga.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal((5, 0), (await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
    }

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Transfer_CompensationNeverWorks_IsStuckAndGoesOnWhenRewound()
    {
        var (from, to) = await declared.OpenAccountsAsync(1000);
        await Bank.MisbehaveAsync(new() { ["deposit"] = ["down", "down", "down"], ["withdraw/undo"] = ["500", "500", "500"] });

        var stuck = await declared.EndedAsync(Transfer(from, to, 100).Replace("\"compensationRetry\":{", "\"compensationRetry\":{\"maxAttempts\":3,", StringComparison.Ordinal));
        var saga = await declared.RewoundAsync(stuck.Id, "Compensated");

        Assert.Equal(("Stuck", "Stuck"), (stuck.Status, stuck["take"].Status));
        Assert.Equal(["give", "take"], saga.Outcome!.Undone);
        Assert.Equal((1000, 0), (await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
    }

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Transfer_WhosePathFails_IsUndoneToItsSavePointAndTakesTheOther()
    {
        var (rich, poor) = await declared.OpenAccountsAsync(1000);
        var fee = (await declared.OpenAccountsAsync(50)).From;
        // The fee stands before the save-point; the first path lends, and then cannot collect: there is too little left where it would take it.
        var first = $"{Step("fee", fee, "withdraw")},{Step("lend", poor, "deposit", ",\"savePoint\":true")}";
        var other = Step("charge", rich, "withdraw");
        var id = await declared.StartAsync(
            $$"""{"protocol":"saga","name":"collect","steps":[{{first}},{{Step("collect", fee, "withdraw", $",\"alternatives\":[[{other}]]")}}]}""");

        var saga = await new Shop(App).EndedAsync(id);

        var choice = (await App.GetAsync($"api/sagas/{id}")).Json.GetProperty("choices")[0];
        Assert.Equal(("Completed", "Compensated", "Refused", "Succeeded"), (saga.Status, saga["lend"].Status, saga["collect"].Status, saga["charge"].Status));
        Assert.Equal(("[0,1]", 1), (choice.GetProperty("tried").GetRawText(), choice.GetProperty("taken").GetInt32()));
        Assert.Equal((10, 0, 960), (await Bank.BalanceAsync(fee), await Bank.BalanceAsync(poor), await Bank.BalanceAsync(rich)));
    }

    [LocalFact]
    public async Task Document_ManyFaults_NamesEachByItsPointer()
    {
        var schema = await App.PostAsync(Path, """{"protocol":"sga","name":"Move","steps":[{"name":"take","participant":"bank","action":{"method":"FETCH","path":"a"},"foo":1},{"name":"x","participant":"bank"}]}""");
        var both = await App.PostAsync(Path, """{"protocol":"saga","name":"Move","foo":1,"steps":[{"name":"take","participant":"nobody","action":{"method":"POST","path":"a"},"after":["zz"]}]}""");
        var meaning = await App.PostAsync(Path, """{"protocol":"saga","name":"move","steps":[{"name":"take","participant":"nobody","action":{"method":"POST","path":"../a","body":{"x":{"$result":"give#/y"}}}},{"name":"give","participant":"bank","action":{"method":"POST","path":"b"},"after":["zz"]}]}""");

        Assert.Equal(["/name", "/protocol", "/steps/0/action/method", "/steps/0/foo", "/steps/1/action"], Pointers(schema));
        // What the schema refuses is not looked at further.
        Assert.Equal(["/foo", "/name"], Pointers(both));
        Assert.Equal(["/steps/0/action/body/x", "/steps/0/action/path", "/steps/0/participant", "/steps/1"], Pointers(meaning));
    }

    private static string Step(string name, string account, string what, string more = "") =>
        $$"""{"name":"{{name}}","participant":"bank","action":{{Call(account, what)}},"compensation":{{Call(account, $"{what}/undo")}}{{more}}""" + "}";

    private static string Call(string account, string what) => $$$"""{"method":"POST","path":"accounts/{{{account}}}/{{{what}}}","body":{"amount":40}}""";

    private static IEnumerable<string> Pointers(Answer answer) =>
        answer.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);

    internal static string Transfer(string from, string to, int amount) =>
        """
        {"protocol":"saga","name":"transfer","steps":[
          {"name":"take","participant":"bank","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},"compensationRetry":{"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/FROM/withdraw","body":{"amount":AMOUNT}},
           "compensation":{"method":"POST","path":"accounts/FROM/withdraw/undo","body":{"amount":AMOUNT}}},
          {"name":"give","participant":"bank","kind":"Pivot","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},"compensationRetry":{"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/TO/deposit","body":{"amount":AMOUNT,"of":{"$result":"take#/id"}}},
           "compensation":{"method":"POST","path":"accounts/TO/deposit/undo","body":{"amount":AMOUNT}}}]}
        """.Replace("FROM", from, StringComparison.Ordinal).Replace("TO", to, StringComparison.Ordinal).Replace("AMOUNT", $"{amount}", StringComparison.Ordinal);
}
