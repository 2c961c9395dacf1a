using Azure;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>Attempts at a charge outside the table and at its refund, each from a process of its own.</summary>
internal sealed class ChargeScenario : IScenario
{
    private const string Partition = "customer-1";

    private static readonly BarrierOptions _impatient = new() { Races = new() { FirstPause = TimeSpan.Zero } };
    private static readonly BarrierCall _forward = new("order-7", "Charge", BarrierOperation.Forward);

    private readonly CardService _card;
    private readonly bool _bars;
    private readonly bool _faulty;

    /// <param name="calls">A letter a call: F forward, C compensate.</param>
    /// <param name="bars">Whether the service bars keys; else compensations complete the charge before they refund it.</param>
    /// <param name="faulty">Whether connections may be lost, so that a call may fail before or after its work.</param>
    public ChargeScenario(string calls, bool bars, bool faulty = false)
    {
        (_card, _bars, _faulty) = (new CardService(bars), bars, faulty);
        Calls = [.. calls.Select((kind, index) => (Func<Caller, Task<object>>)(caller => CallAsync(kind, $"receipt-{index}", caller)))];
    }

    public World Start { get; } = new();

    public IReadOnlyList<Func<Caller, Task<object>>> Calls { get; }

    public void CheckAlways(World world)
    {
        Assert.InRange(CardService.Count(world, CardService.Charges), 0, 1);
        Assert.InRange(CardService.Count(world, CardService.Refunds), 0, CardService.Count(world, CardService.Charges));
    }

    public async Task CheckEndAsync(World world, IReadOnlyList<object?> results)
    {
        CheckResults(world, results);

        // Whatever was stopped or lost, one more compensation settles it, and a forward call after it changes nothing.
        var undone = await RunAtOnceAsync('C', world);
        var tooLate = await RunAtOnceAsync('F', world);

        CheckResults(world, [.. results, undone, tooLate]);
        Assert.Equal(CardService.Count(world, CardService.Charges), CardService.Count(world, CardService.Refunds));
    }

    private void CheckResults(World world, IReadOnlyList<object?> results)
    {
        var charged = CardService.Count(world, CardService.Charges) == 1;
        var refunded = CardService.Count(world, CardService.Refunds) == 1;
        var ended = results.OfType<(BarrierOperation Operation, BarrierResult<string> Result)>().ToLookup(end => end.Operation, end => end.Result);
        var done = (BarrierResult<string> result) => result.Outcome is BarrierOutcome.Applied or BarrierOutcome.Duplicate;

        CheckAlways(world);
        Assert.All(results.OfType<Exception>(), failure => Assert.True(_faulty && failure is RequestFailedException or AggregateException or HttpRequestException, failure.ToString()));
        Assert.All(ended[BarrierOperation.Forward].Where(done), forward => Assert.True(charged && forward.Value!.StartsWith("receipt", StringComparison.Ordinal)));
        Assert.All(ended[BarrierOperation.Forward].Where(forward => !done(forward)), forward => Assert.Equal(BarrierOutcome.AlreadyCompensated, forward.Outcome));
        Assert.All(ended[BarrierOperation.Compensate], _ => Assert.Equal(charged, refunded));
        Assert.All(ended[BarrierOperation.Compensate].Where(done), compensation => Assert.Equal(charged, compensation.Value!.StartsWith("undone receipt", StringComparison.Ordinal)));
        Assert.All(ended[BarrierOperation.Compensate].Where(compensation => !done(compensation)), _ => Assert.False(charged));
        Assert.All(ended, operation => Assert.InRange(operation.Count(result => result.Outcome is BarrierOutcome.Applied), 0, 1));
        Assert.All(ended, operation => Assert.InRange(operation.Where(done).Select(result => result.Value).Distinct().Count(), 0, 1));
    }

    private async Task<object> RunAtOnceAsync(char kind, World world)
    {
        var caller = new Caller();
        var run = CallAsync(kind, "receipt-late", caller);

        while (caller.Waiting is { } request)
        {
            caller.GoOn(request(world));
        }

        return await run;
    }

    private async Task<object> CallAsync(char kind, string receipt, Caller caller)
    {
        var barrier = new TwoPhaseBarrier(GuardedTable.Connect(caller, retries: 0), register: null, _impatient);

        try
        {
            return kind is 'F'
                ? (BarrierOperation.Forward, await barrier.RunAsync(Partition, _forward, (effect, _) => _card.ChargeAsync(caller, effect.IdempotencyKey, receipt), default))
                : (BarrierOperation.Compensate, await barrier.RunAsync(Partition, _forward with { Operation = BarrierOperation.Compensate }, (effect, _) => UndoAsync(caller, effect, receipt), default));
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task<string> UndoAsync(Caller caller, BarrierEffect effect, string receipt)
    {
        if (!_bars)
        {
            await _card.ChargeAsync(caller, effect.ForwardKey, receipt);
        }

        return await _card.RefundAsync(caller, effect.ForwardKey);
    }
}
