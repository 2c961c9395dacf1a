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

    // All at once: each transfer has accounts of its own.
    [LocalFact]
    public async Task Kill_WithATransferAtEachPoint_GivesEachTheSameOutcomeAtEveryParticipant()
    {
        using var workspace = new Workspace();
        var settings = new LocalAppSettings(host.Storage, workspace.Hub);
        var begun = await KillAtEachPointAsync(settings);

        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        var ended = await Task.WhenAll(begun.Select(transfer => EndAsync(transfer.Bank with { App = app }, transfer.Id)));

        Assert.Equal(
            _points.Keys.Select(point => (point, point.Contains("refused", StringComparison.Ordinal) ? ("Compensated", "Abort", 100m, 100m, true) : ("Completed", "Commit", 90m, 110m, true))),
            _points.Keys.Zip(ended));
    }

    private static async Task<IReadOnlyList<(Bank Bank, string Id)>> KillAtEachPointAsync(LocalAppSettings settings)
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        var begun = await Task.WhenAll(_points.Values.Select(async point =>
        {
            var bank = await Bank.OpenAsync(app);
            return (Bank: bank, (await bank.StartAsync("transfer-2pc", faults: point.Faults)).Id);
        }));
        await Task.WhenAll(_points.Zip(begun, (point, transfer) =>
            Poll.UntilAsync($"point '{point.Key}'", () => point.Value.IsReached(transfer.Bank, transfer.Id), reached => reached)));
        await local.KillAsync();
        return begun;
    }

    private static async Task<(string Status, string Decision, decimal From, decimal To, bool AreFree)> EndAsync(Bank bank, string id)
    {
        (await bank.App.PutAsync($"api/sagas/{id}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        var saga = await bank.EndedAsync(id);
        var (from, to) = await bank.AccountsAsync();
        return (saga.Status, await bank.DecisionAsync(id), from.Balance, to.Balance, from.IsFree && to.IsFree);
    }
}
