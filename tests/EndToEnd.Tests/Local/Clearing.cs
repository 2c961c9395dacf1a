using System.Globalization;
using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Transfers among a few accounts by all protocols at once, while calls fail and the app is killed and started again.</summary>
internal sealed class Clearing(LocalAppSettings settings, int seed)
{
    private const int AtOnce = 16;
    private const int Wait = 30;

    private static readonly string[] _activities =
    [
        "WithdrawMoney", "ReturnMoney", "DepositMoney",
        "TryWithdrawal", "ConfirmWithdrawal", "CancelWithdrawal", "TryDeposit", "ConfirmDeposit", "CancelDeposit",
        "PrepareWithdrawal", "CommitWithdrawal", "AbortWithdrawal", "PrepareDeposit", "CommitDeposit", "AbortDeposit", "RecordDecision", "RecordDecision/abort",
    ];

    private static readonly string[][] _activitiesOf = [_activities[..3], _activities[3..9], _activities[9..]];

    private readonly Random _random = new(seed);
    private readonly List<Transfer> _transfers = [];
    private readonly AccountBook _accounts = new([.. Enumerable.Range(0, 20).Select(account => new AccountName($"ledger-{account % 4}", $"account-{account}"))], 500.00m);

    /// <summary>How many have ended how, by protocol.</summary>
    public IReadOnlyDictionary<string, int> Ends => _transfers.CountBy(transfer => $"{transfer.Protocol} {transfer.Saga!.Status}").ToDictionary();

    public int Rewound { get; private set; }

    public async Task OpenAsync()
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        await _accounts.OpenAsync(app);
    }

    /// <summary>Starts transfers, and kills the app as soon as so many more have ended, whatever the others are at.</summary>
    public async Task TransferAndDieAsync(int count, int untilEnded)
    {
        _transfers.AddRange(Enumerable.Range(0, count).Select(_ => NewTransfer()));
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        await Task.WhenAll(StartAllAsync(app), DieAsync(local, app, await EndedAsync(app) + untilEnded));
    }

    /// <summary>Starts the app for the last time, mends the faults, rewinds what is stuck, and waits until every transfer has an outcome.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync()
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        await StartAllAsync(app);
        await Poll.UntilAsync("end of every transfer", () => EndedAsync(app), ended => ended >= _transfers.Count);
        await LookAtAllAsync(app);
        await Task.WhenAll(_transfers.Where(transfer => transfer.Saga!.Status == "Stuck").Select(transfer => MendAsync(app, transfer)));
        var faults = new List<string>();
        foreach (var transfer in _transfers)
        {
            faults.AddRange(await transfer.FaultAsync(app) is { } fault ? [fault] : []);
        }

        return [.. faults, .. await _accounts.AuditAsync(app)];
    }

    private static async Task DieAsync(LocalApp local, AppClient app, int whenEnded)
    {
        await Poll.UntilAsync($"{whenEnded} transfers that have ended", () => EndedAsync(app), ended => ended >= whenEnded);
        await local.KillAsync();
    }

    private async Task MendAsync(AppClient app, Transfer transfer)
    {
        Rewound++;
        (await app.PutAsync($"api/sagas/{transfer.Id}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        (await app.PostAsync($"runtime/webhooks/durabletask/instances/{transfer.Id}/rewind?reason=mended")).Expect(HttpStatusCode.Accepted);
        await Poll.UntilAsync($"end of '{transfer.Id}' after its rewind", () => transfer.LookAsync(app), saga => saga.Status is "Completed" or "Compensated");
    }

    private async Task LookAtAllAsync(AppClient app)
    {
        foreach (var some in _transfers.Where(transfer => !transfer.HasEnded).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(transfer => transfer.LookAsync(app)));
        }
    }

    // Each is waited for, as a rule: so no more transfers are under way than are being started.
    private Task StartAllAsync(AppClient app) => Parallel.ForEachAsync(
        _transfers.Where(transfer => transfer.Id is null).ToList(),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
        async (transfer, _) => await transfer.StartAsync(app, Wait));

    private static async Task<int> EndedAsync(AppClient app)
    {
        var counts = (await app.GetAsync("api/saga-counts")).Expect(HttpStatusCode.OK).Json;
        return counts.EnumerateArray().Where(count => count.GetProperty("status").GetString() is "Completed" or "Compensated" or "Stuck").Sum(count => count.GetProperty("count").GetInt32());
    }

    private Transfer NewTransfer()
    {
        var protocol = _random.Next(Bank.Protocols.Count);
        var (from, to) = _accounts.Pick(_random);
        var chance = $"chance:10:{seed}";
        var faults = JsonSerializer.Serialize(_activitiesOf[protocol].ToDictionary(activity => activity, _ => chance));
        var json = Bank.Transfer(from, to, _random.Next(1, 5_000) / 100m, faults);
        return new Transfer(Bank.Protocols[protocol], json, string.Create(CultureInfo.InvariantCulture, $"{seed}-{_transfers.Count}-{_random.Next()}"));
    }
}
