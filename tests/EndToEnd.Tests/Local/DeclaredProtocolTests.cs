using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>The same transfer declared as TCC and as two-phase commit, over a participant in Node.js that misbehaves on order.</summary>
public sealed class DeclaredProtocolTests(DeclaredApp declared) : IClassFixture<DeclaredApp>
{
    private const int Opened = 1000;
    private const int Moved = 100;

    private NodeParticipant Bank => declared.Bank;

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Transfer_ParticipantMisbehavesInEveryWay_AllOrNothingAndNothingStaysHeld()
    {
        (string Protocol, Dictionary<string, string[]> Trouble, string Status)[] cases =
        [
            ("tcc", new() { }, "Completed"),
            ("tcc", new() { ["withdraw/Try"] = ["drop", "pending"], ["deposit/Confirm"] = ["500", "drop", "garbage"] }, "Completed"),
            ("tcc", new() { ["deposit/Try"] = ["drop", "drop", "drop"], ["withdraw/Cancel"] = ["down", "drop"], ["deposit/Cancel"] = ["500"] }, "Compensated"),
            ("tcc", new() { ["withdraw/Try"] = ["down", "down", "down"], ["withdraw/Cancel"] = ["drop"] }, "Compensated"),
            ("2pc", new() { }, "Completed"),
            ("2pc", new() { ["withdraw/Prepare"] = ["drop", "pending"], ["deposit/Commit"] = ["500", "drop", "garbage"] }, "Completed"),
            ("2pc", new() { ["deposit/Prepare"] = ["drop", "drop", "drop"], ["withdraw/Abort"] = ["down", "drop"], ["deposit/Abort"] = ["500"] }, "Compensated"),
            ("2pc", new() { ["withdraw/Prepare"] = ["garbage", "500", "down"], ["withdraw/Abort"] = ["drop"] }, "Compensated"),
        ];

        foreach (var (protocol, trouble, status) in cases)
        {
            var (from, to) = await declared.OpenAccountsAsync(Opened);
            await Bank.MisbehaveAsync(trouble);

            var saga = await declared.EndedAsync(Transfer(protocol, from, to));

            var left = status == "Completed" ? Opened - Moved : Opened;
            var said = $"{protocol} {string.Join("; ", trouble.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}"))}: {saga.Outcome?.Reason}";
            Assert.Equal((said, status, left, Opened - left), (said, saga.Status, await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
            Assert.Equal((said, 0, 0), (said, await Bank.HeldAsync(from), await Bank.HeldAsync(to)));
            Assert.Equal((said, DecisionExpected(protocol, status)), (said, await DecisionAsync(saga.Id)));
        }
    }

    [LocalFact]
    public async Task TwoPhase_AccountLockedByAnother_VotesAbortAndQuotesTheReason()
    {
        var (from, to) = await declared.OpenAccountsAsync(Opened);
        await Bank.MisbehaveAsync(new() { ["deposit/Prepare"] = [.. Enumerable.Repeat("pending", 1000)] });
        var first = await declared.StartAsync(Transfer("2pc", from, to));
        await Poll.UntilAsync("lock", () => Bank.HeldAsync(from), held => held == 1);
        var undecided = await DecisionAsync(first);

        var second = await declared.EndedAsync(Transfer("2pc", from, to));
        (await declared.App.PostAsync($"api/sagas/{first}/cancel", """{"reason":"enough"}""")).Expect(HttpStatusCode.Accepted);
        var cancelled = await new Shop(declared.App).EndedAsync(first);

        Assert.Equal(("Undecided", "Abort"), (undecided, await DecisionAsync(first)));
        Assert.Equal(("Compensated", $"Participant 'bank' voted to abort: account {from} is locked"), (second.Status, second.Outcome!.Reason));
        Assert.Equal(("Compensated", 0, Opened), (cancelled.Status, await Bank.HeldAsync(from), await Bank.BalanceAsync(from)));
    }

    [LocalFact]
    public async Task TwoPhase_CommitDoesNotArrive_ParticipantAsksForTheDecisionAndTheRewoundTransactionEnds()
    {
        var (from, to) = await declared.OpenAccountsAsync(Opened);
        await Bank.MisbehaveAsync(new() { ["withdraw/Commit"] = [.. Enumerable.Repeat("down", 5)], ["deposit/Commit"] = [.. Enumerable.Repeat("down", 5)] });

        var stuck = await declared.EndedAsync(Transfer("2pc", from, to));
        var heldWhenStuck = await Bank.HeldAsync(from);
        var cancel = await declared.App.PostAsync($"api/sagas/{stuck.Id}/cancel");
        var told = await Bank.ResolveAsync(declared.App.Url);
        var (taken, given) = (await Bank.BalanceAsync(from), await Bank.BalanceAsync(to));
        await Bank.MisbehaveAsync([]);
        var saga = await declared.RewoundAsync(stuck.Id, "Completed");

        Assert.Equal(("Stuck", 1, HttpStatusCode.Conflict), (stuck.Status, heldWhenStuck, cancel.Status));
        Assert.Equal("Commit", told[stuck.Id]);
        Assert.Equal((Opened - Moved, Moved), (taken, given));
        Assert.Equal(("Completed", Opened - Moved, Moved), (saga.Status, await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
    }

    [LocalFact]
    public async Task Document_WithoutWhatItsProtocolNeeds_NamesEachPlace()
    {
        var shape = await declared.App.PostAsync("api/transactions", """{"protocol":"tcc","name":"trip","steps":[],"branches":[{"name":"a","participant":"bank","try":{"method":"POST","path":"x"}}]}""");
        var meaning = await declared.App.PostAsync("api/transactions", """{"protocol":"2pc","name":"pay","prepareWithin":"PT30S","participants":[{"name":"a","participant":"nobody","prepare":{"method":"POST","path":"../x"},"commit":{"method":"POST","path":"x"},"abort":{"method":"POST","path":"{a#/id}"}}]}""");

        Assert.Equal(["/branches/0/cancel", "/branches/0/confirm", "/deadline", "/reservedFor", "/steps"], Pointers(shape));
        Assert.Equal(["/participants/0/abort/path", "/participants/0/participant", "/participants/0/prepare/path"], Pointers(meaning));
    }

    private static IEnumerable<string> Pointers(Answer answer) =>
        answer.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);

    private static string? DecisionExpected(string protocol, string status) => (protocol, status) switch
    {
        ("tcc", _) => null,
        (_, "Completed") => "Commit",
        _ => "Abort",
    };

    /// <summary>Null when there is none to be had.</summary>
    private async Task<string?> DecisionAsync(string id)
    {
        var answer = await declared.App.GetAsync($"api/transactions/{id}/decision");
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Expect(HttpStatusCode.OK).Json.GetProperty("decision").GetString();
    }

    private static string Transfer(string protocol, string from, string to)
    {
        var (first, last, undo) = protocol == "tcc" ? ("try", "confirm", "cancel") : ("prepare", "commit", "abort");
        string Part(string name, string account, string operation) =>
            $$"""
            {"name":"{{name}}","participant":"bank","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},
             "{{last}}Retry":{"firstDelay":"PT0.1S","maxAttempts":5,"maxDelay":"PT1S"},"{{undo}}Retry":{"firstDelay":"PT0.1S"},
             "{{first}}":{"method":"POST","path":"accounts/{{account}}/{{operation}}","body":{"amount":{{Moved}}} },
             "{{last}}":{"method":"POST","path":"accounts/{{account}}/{{operation}}","body":{"of":{"$result":"{{name}}#/id"} } },
             "{{undo}}":{"method":"POST","path":"accounts/{{account}}/{{operation}}"} }
            """;
        var parts = $"[{Part("take", from, "withdraw")},{Part("give", to, "deposit")}]";
        return protocol == "tcc"
            ? $$"""{"protocol":"tcc","name":"transfer","deadline":"PT1M","reservedFor":"PT5M","branches":{{parts}}}"""
            : $$"""{"protocol":"2pc","name":"transfer","prepareWithin":"PT1M","participants":{{parts}}}""";
    }
}
