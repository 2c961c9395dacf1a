using System.Collections.Concurrent;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tests.Azurite;
using DurableSagas.Participants.Tests.Exploration;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class TwoPhaseBarrierTests(AzuriteTables azurite, ITestOutputHelper output)
{
    private const int Pairs = 100;

    private static readonly BarrierCall _forward = new("order-7", "Charge", BarrierOperation.Forward);
    private static readonly BarrierCall _compensate = _forward with { Operation = BarrierOperation.Compensate };

    private readonly TableStore _store = GuardedTable.New();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ForwardThenCompensation_StoresBothRowsAsDocumented()
    {
        var barrier = NewBarrier();
        string? seen = null;

        await barrier.RunAsync("p", _forward, (effect, _) => Task.FromResult(effect.IdempotencyKey), _token);
        await barrier.RunAsync("p", _compensate, (effect, _) => Task.FromResult(seen = effect.ForwardResult<string>()), _token);

        var expected = """
            2 {"PartitionKey":"p","RowKey":"b|order-7|Charge||Compensate","WrittenBy":"Compensate","Saga":"order-7","Branch":"Charge","Part":"","Phase":"Done","Result":"\u0022order-7|Charge||Forward\u0022"}
            2 {"PartitionKey":"p","RowKey":"b|order-7|Charge||Forward","WrittenBy":"Forward","Saga":"order-7","Branch":"Charge","Part":"","Phase":"Done","Result":"\u0022order-7|Charge||Forward\u0022"}
            """;
        Assert.Equal(expected, _store.State);
        Assert.Equal("order-7|Charge||Forward", seen);
    }

    [Fact]
    public async Task RunAsync_EffectThatFailed_RunsAgainWithTheSameKeyAndThenNoMore()
    {
        var barrier = NewBarrier();
        List<string> keys = [];

        await Assert.ThrowsAsync<BalanceTooLowException>(() => barrier.RunAsync<string>("p", _forward, (effect, _) => { keys.Add(effect.IdempotencyKey); throw new BalanceTooLowException(); }, _token));
        var second = await barrier.RunAsync("p", _forward, (effect, _) => { keys.Add(effect.IdempotencyKey); return Task.FromResult("receipt-1"); }, _token);
        var third = await barrier.RunAsync("p", _forward, (_, _) => Task.FromResult("receipt-2"), _token);

        Assert.Equal(["order-7|Charge||Forward", "order-7|Charge||Forward"], keys);
        Assert.Equal(new BarrierResult<string>(BarrierOutcome.Applied, "receipt-1"), second);
        Assert.Equal(new BarrierResult<string>(BarrierOutcome.Duplicate, "receipt-1"), third);
    }

    [Fact]
    public async Task RunAsync_CompensationThatFindsNothing_BarsTheForwardCall()
    {
        var barrier = NewBarrier();
        var effects = 0;

        var compensation = await barrier.RunAsync("p", _compensate, (_, _) => Task.FromResult(++effects), _token);
        var forward = await barrier.RunAsync("p", _forward, (_, _) => Task.FromResult(++effects), _token);

        Assert.Equal(BarrierOutcome.NothingToCompensate, compensation.Outcome);
        Assert.Equal(BarrierOutcome.AlreadyCompensated, forward.Outcome);
        Assert.Equal(0, effects);
    }

    [Fact]
    public async Task RunAsync_CompensationWhileTheEffectIsUnderWay_ClosesTheForwardCall()
    {
        var barrier = NewBarrier();
        var charged = new TaskCompletionSource<string>();
        var forward = barrier.RunAsync("p", _forward, (_, _) => charged.Task, _token);

        var compensation = await barrier.RunAsync("p", _compensate, (_, _) => Task.FromResult("undone"), _token);
        charged.SetResult("receipt");

        Assert.Equal(new BarrierResult<string>(BarrierOutcome.Applied, "undone"), compensation);
        Assert.Equal(new BarrierResult<string>(BarrierOutcome.AlreadyCompensated, null), await forward);
    }

    [Fact]
    public async Task RunAsync_EffectFailsWhileTheCompensationHasCome_IsCompensatedAndNoFailure()
    {
        var barrier = NewBarrier();
        var charging = new TaskCompletionSource<string>();
        var forward = barrier.RunAsync("p", _forward, (_, _) => charging.Task, _token);
        await barrier.RunAsync("p", _compensate, (_, _) => Task.FromResult("undone"), _token);

        charging.SetException(new BalanceTooLowException());

        Assert.Equal(new BarrierResult<string>(BarrierOutcome.AlreadyCompensated, null), await forward);
    }

    [Fact]
    public async Task RunAsync_CompensationFails_ItsFailureIsPassedOn()
    {
        var barrier = NewBarrier();
        await barrier.RunAsync("p", _forward, (effect, _) => Task.FromResult($"[{effect.ForwardResult<string>()}]"), _token);

        await Assert.ThrowsAsync<BalanceTooLowException>(() => barrier.RunAsync<string>("p", _compensate, (_, _) => throw new BalanceTooLowException(), _token));
        var again = await barrier.RunAsync("p", _compensate, (effect, _) => Task.FromResult($"{effect.ForwardResult<string>()} undone"), _token);
        var duplicate = await barrier.RunAsync("p", _compensate, (_, _) => Task.FromResult("twice"), _token);

        Assert.Equal((new(BarrierOutcome.Applied, "[] undone"), new(BarrierOutcome.Duplicate, "[] undone")), (again, duplicate));
    }

    [Fact]
    public async Task RunAsync_PurgedWhileItRuns_SaysWhatIsGone()
    {
        var charging = new TaskCompletionSource<string>();
        var forward = NewBarrier().RunAsync("p", _forward, (_, _) => charging.Task, _token);
        await GuardedTable.Connect(_store).DeleteEntityAsync("p", "b|order-7|Charge||Forward", cancellationToken: _token);

        charging.SetResult("receipt");

        var gone = await Assert.ThrowsAsync<InvalidOperationException>(() => forward);
        Assert.Equal("Forward of 'Charge' for saga 'order-7': row 'b|order-7|Charge||Forward' of table 'Guarded', partition 'p', is gone while it runs. Was the saga purged before it had ended?", gone.Message);
    }

    [Fact]
    public async Task RunAsync_PartitionKeyUnfitForTables_RunsNoEffect()
    {
        var effects = 0;

        await Assert.ThrowsAsync<ArgumentException>(() => NewBarrier().RunAsync("p/1", _forward, (_, _) => Task.FromResult(++effects), _token));

        Assert.Equal((0, ""), (effects, _store.State));
    }

    [Fact]
    public async Task RunAsync_OptionsOfTheCaller_WriteItsResultsInItsOwnWay()
    {
        var barrier = new TwoPhaseBarrier(GuardedTable.Connect(_store), register: null, new BarrierOptions { Serializer = new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseUpper } });

        await barrier.RunAsync("p", _forward, (_, _) => Task.FromResult(_forward), _token);

        Assert.Contains("BRANCH", _store.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_HundredConcurrentPairsOnAzurite_LeaveALegalOrderOfEach()
    {
        var table = await azurite.CreateTableAsync(_token);
        var card = new ConcurrentDictionary<string, int>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(pair => RunPairAsync(table, card, $"saga-{pair}")));

        output.WriteLine(string.Join(", ", outcomes.SelectMany(outcome => outcome).CountBy(outcome => outcome)));
        Assert.All(card.Values, balance => Assert.Equal(0, balance));
        Assert.Equal(card.Count, outcomes.Count(outcome => !outcome.Contains(BarrierOutcome.NothingToCompensate)));
    }

    private TwoPhaseBarrier NewBarrier() => new(GuardedTable.Connect(_store), register: null);

    // The service keeps keys: a charge and a refund of one key happen once each, a refund completes a charge that it has not seen.
    private async Task<BarrierOutcome[]> RunPairAsync(TableClient table, ConcurrentDictionary<string, int> card, string saga)
    {
        var barrier = new TwoPhaseBarrier(table, register: null);
        var keys = new ConcurrentDictionary<string, bool>();
        var forward = _forward with { Saga = saga };
        Task<BarrierResult<string>> ChargeAsync() => barrier.RunAsync("p", forward, (effect, _) => Task.FromResult(Once(effect.IdempotencyKey, 1)), _token);
        Task<BarrierResult<string>> RefundAsync() => barrier.RunAsync("p", forward with { Operation = BarrierOperation.Compensate }, (effect, _) => Task.FromResult(Once(effect.ForwardKey, 1) + Once(effect.IdempotencyKey, -1)), _token);

        var results = await Task.WhenAll(ChargeAsync(), RefundAsync(), ChargeAsync(), RefundAsync());
        return [.. results.Select(result => result.Outcome)];

        string Once(string key, int change)
        {
            if (keys.TryAdd(key, true))
            {
                card.AddOrUpdate(saga, change, (_, balance) => balance + change);
            }

            return key;
        }
    }
}
