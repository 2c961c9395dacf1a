using System.Text.Json.Nodes;
using Azure;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>Attempts at one step and at its compensation, each from a process of its own, on one account.</summary>
internal sealed class WithdrawalScenario : IScenario
{
    private const string Saga = "order-7";
    private const string OtherSaga = "order-8";
    private const string Taken = $"{Saga} F;";
    private const string GivenBack = $"{Saga} F;{Saga} C;";

    private static readonly BarrierOptions _impatient = new() { Races = new() { FirstPause = TimeSpan.Zero } };

    private readonly decimal _balance;
    private readonly bool _faulty;
    private readonly int _retries;

    /// <param name="calls">A letter a call: F forward, C compensate, O another saga's forward.</param>
    /// <param name="faulty">Whether connections may be lost, so that a call may fail.</param>
    /// <param name="retries">How often the storage client itself repeats a request.</param>
    public WithdrawalScenario(string calls, bool faulty = false, int retries = 0)
    {
        _balance = AccountCalls.Amount * (1 + calls.Count(call => call is 'O'));
        _faulty = faulty;
        _retries = retries;
        Calls = [.. calls.Select((kind, index) => (Func<Caller, Task<object>>)(caller => CallAsync(kind, $"receipt-{index}", caller)))];
        Start.Table.Insert(new JsonObject
        {
            [nameof(Account.PartitionKey)] = AccountCalls.Partition,
            [nameof(Account.RowKey)] = AccountCalls.Row,
            [nameof(Account.Balance)] = DecimalColumn.Format(_balance),
            [nameof(Account.Changes)] = "",
        });
    }

    public World Start { get; } = new();

    public IReadOnlyList<Func<Caller, Task<object>>> Calls { get; }

    public void CheckAlways(World world)
    {
        var changes = Changes(world, Saga);
        var all = Read(world, AccountCalls.Row, nameof(Account.Changes))!;
        var taken = all.Count(change => change is 'F') - all.Count(change => change is 'C');

        Assert.True(changes is "" or Taken or GivenBack, $"No legal order of changes: '{changes}'.");
        Assert.Equal(_balance - taken * AccountCalls.Amount, DecimalColumn.Parse(Read(world, AccountCalls.Row, nameof(Account.Balance))));
    }

    public async Task CheckEndAsync(World world, IReadOnlyList<object?> results)
    {
        var happened = Changes(world, Saga).Length > 0;
        CheckResults(world, results);

        // Whatever was stopped or lost, one more compensation settles it, and a forward call after it changes nothing.
        var barrier = new TransactionalBarrier(GuardedTable.Connect(world.Table), register: null, _impatient);
        var undone = await AccountCalls.GiveBackAsync(barrier, Saga, default);
        var tooLate = await AccountCalls.WithdrawAsync(barrier, Saga, "too late", default);

        CheckResults(world, [.. results, (BarrierOperation.Compensate, undone), (BarrierOperation.Forward, tooLate)]);
        Assert.Equal(happened, Changes(world, Saga).Length > 0);
    }

    private void CheckResults(World world, IReadOnlyList<object?> results)
    {
        var happened = Changes(world, Saga).Length > 0;
        var receipt = happened ? Read(world, $"b|{Saga}|Withdraw||Forward", "Result")!.Trim('"') : null;
        var ended = results.OfType<(BarrierOperation Operation, BarrierResult<string> Result)>().ToLookup(end => end.Operation, end => end.Result);

        CheckAlways(world);
        Assert.All(results.OfType<Exception>(), failure => Assert.True(_faulty && failure is RequestFailedException or AggregateException, failure.ToString()));

        foreach (var forward in ended[BarrierOperation.Forward])
        {
            Assert.Equal(happened ? receipt : null, forward.Value);
            Assert.Equal(happened, forward.Outcome is BarrierOutcome.Applied or BarrierOutcome.Duplicate);
        }

        foreach (var compensation in ended[BarrierOperation.Compensate])
        {
            Assert.NotEqual(Taken, Changes(world, Saga));
            Assert.Equal(happened ? $"undone {receipt}" : null, compensation.Value);
            Assert.Equal(happened, compensation.Outcome is BarrierOutcome.Applied or BarrierOutcome.Duplicate);
        }

        Assert.All(ended, operation => Assert.InRange(operation.Count(result => result.Outcome is BarrierOutcome.Applied), 0, 1));
    }

    private static string Changes(World world, string saga) =>
        string.Concat(Read(world, AccountCalls.Row, nameof(Account.Changes))!.Split(';').Where(change => change.StartsWith(saga, StringComparison.Ordinal)).Select(change => $"{change};"));

    private static string? Read(World world, string row, string column) => world.Table.Find(AccountCalls.Partition, row)?[column]?.GetValue<string>();

    private async Task<object> CallAsync(char kind, string receipt, Caller caller)
    {
        var barrier = new TransactionalBarrier(GuardedTable.Connect(caller, _retries), register: null, _impatient);

        try
        {
            return kind switch
            {
                'F' => (BarrierOperation.Forward, await AccountCalls.WithdrawAsync(barrier, Saga, receipt, default)),
                'C' => (BarrierOperation.Compensate, await AccountCalls.GiveBackAsync(barrier, Saga, default)),
                _ => (await AccountCalls.WithdrawAsync(barrier, OtherSaga, receipt, default)).Outcome,
            };
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
