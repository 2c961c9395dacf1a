using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

public sealed class CoordinatorKilledTests(AppHost host)
{
    // A fault holds the transaction at the point; what shows that it has got there is read over HTTP.
    private static readonly Dictionary<string, (string Faults, Func<Bank, string, Task<bool>> IsReached)> _points = new()
    {
        ["prepare sent"] = ("""{"PrepareWithdrawal":"hang"}""", async (bank, id) => (await bank.AccountsAsync()).From.LockedBy == id),
        ["refused by the other"] = ("""{"PrepareDeposit":"refuse","AbortWithdrawal":"fail"}""", async (bank, id) => await bank.HasRecordedAsync(id, "PrepareDeposit", "Refused") && (await bank.AccountsAsync()).From.LockedBy == id),
        ["refused by the other, the abort unanswered"] = ("""{"PrepareDeposit":"refuse","AbortWithdrawal":"hang"}""", async (bank, id) => await bank.HasRecordedAsync(id, "PrepareDeposit", "Refused") && (await bank.AccountsAsync()).From.IsFree),
        ["votes in"] = ("""{"RecordDecision":"fail"}""", async (bank, id) => (await bank.UntilAsync("first try at the decision", id, _ => true))["RecordDecision"].Error is not null),
        ["decision durable"] = ("""{"RecordDecision":"hang"}""", async (bank, id) => await bank.DecisionAsync(id) == "Commit"),
        ["half of the commits told"] = ("""{"CommitDeposit":"fail"}""", async (bank, id) => await bank.AccountsAsync() is { From.Balance: 90m } accounts && accounts.To.LockedBy == id),
        ["half of the commits told, the other unanswered"] = ("""{"CommitWithdrawal":"hang","CommitDeposit":"fail"}""", async (bank, id) => await bank.AccountsAsync() is { From.Balance: 90m } accounts && accounts.To.LockedBy == id),
    };

    public static TheoryData<string> Points => new(_points.Keys);

    [LocalTheory]
    [MemberData(nameof(Points))]
    public async Task Kill_AtEachPoint_GivesTheSameOutcomeAtEveryParticipant(string point)
    {
        using var workspace = new Workspace();
        var settings = new LocalAppSettings(host.Storage, workspace.Hub);
        var (bank, id) = await KillAtAsync(settings, point);

        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        bank = bank with { App = app };
        (await app.PutAsync($"api/sagas/{id}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        var saga = await bank.EndedAsync(id);

        var (from, to) = await bank.AccountsAsync();
        var decision = await bank.DecisionAsync(id);
        var outcome = (saga.Status, decision, from.Balance, to.Balance);
        Assert.Equal(point.Contains("refused", StringComparison.Ordinal) ? ("Compensated", "Abort", 100m, 100m) : ("Completed", "Commit", 90m, 110m), outcome);
        Assert.True(from.IsFree && to.IsFree);
    }

    private static async Task<(Bank Bank, string Id)> KillAtAsync(LocalAppSettings settings, string point)
    {
        var (faults, isReached) = _points[point];
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        var bank = await Bank.OpenAsync(app);
        var started = await bank.StartAsync("transfer-2pc", faults: faults);
        await Poll.UntilAsync($"point '{point}'", () => isReached(bank, started.Id), reached => reached);
        await local.KillAsync();
        return (bank, started.Id);
    }
}
