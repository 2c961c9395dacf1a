using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Projections;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Telemetry;
using DurableSagas.SagaFunctions.Waiting;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Waiting;

public sealed class WaitingCallersTests(AzuriteTables azurite) : IAsyncLifetime
{
    private const int Callers = 60;

    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly CountedRequests _requests = new();
    private readonly AfterRead _afterRead = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ViewMoves _elsewhere = new();
    private ReadSide.ReadSide? _side;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide.ReadSide Side => _side!;

    public async ValueTask InitializeAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        options.AddPolicy(_afterRead, HttpPipelinePosition.PerCall);
        _side = await ReadSide.ReadSide.StartAsync(azurite, options);
    }

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task Wait_SixtyCallersOfThreeSagas_CostOneRequestASecondTogether()
    {
        var callers = CallersWho(_elsewhere);
        SagaView[] sagas = [await Side.AnnounceAndFindAsync("w-1"), await Side.AnnounceAndFindAsync("w-2"), await Side.AnnounceAndFindAsync("w-3")];
        var before = _requests.Count;
        Task<SagaView?>[] waiting = [.. Enumerable.Range(0, Callers).Select(caller => WaitAsync(callers, sagas[caller % sagas.Length]))];

        List<int> counts = [];
        for (var second = 0; second < 6; second++)
        {
            await PassAsync(_second, until: before + second + 1);
            counts.Add(_requests.Count - before);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], counts);
        Assert.All(waiting, caller => Assert.False(caller.IsCompleted));
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_WrittenByThisProcess_AnswersAllCallersAtOnceByOneRead()
    {
        var callers = CallersWho(Side.Host.Services.GetRequiredService<ViewMoves>());
        var saga = await Side.AnnounceAndFindAsync("w-4");
        Task<SagaView?>[] waiting = [.. Enumerable.Range(0, Callers).Select(_ => WaitAsync(callers, saga))];

        await Side.Host.RunAsync(TripBookingSaga.Definition, new BookTrip("t-1", "w-4", "w-4", "w-4", 2), "w-4");
        var answers = await Task.WhenAll(waiting).WaitAsync(Token);

        Assert.All(answers, answer => Assert.Equal((SagaStatus.Completed, SagaStatus.Completed), (answer!.Status, answer.Outcome!.Status)));
        Assert.All(answers, answer => Assert.Same(answers[0], answer));
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_WrittenElsewhere_IsFoundAtTheNextTurn()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-5");
        var waiting = WaitAsync(callers, saga);
        await Side.Host.RunAsync(TripBookingSaga.Definition, new BookTrip("t-1", "w-5", "w-5", "w-5", 2), "w-5");
        var early = waiting.IsCompleted;

        _time.Advance(_second);

        Assert.False(early);
        Assert.Equal(SagaStatus.Completed, (await waiting)!.Status);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_MovedPastTheSequenceNamed_AnswersBeforeTheEnd()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-6");
        var waiting = WaitAsync(callers, saga, past: 0);
        await Side.SetBackAsync(saga, sequence: 1);

        _time.Advance(_second);
        var answer = await waiting;

        Assert.Equal((SagaStatus.Running, 1), (answer!.Status, answer.Sequence));
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_AtTheSequenceNamed_GoesOn()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-10");
        await Side.SetBackAsync(saga, sequence: 1);
        var before = _requests.Count;
        var waiting = WaitAsync(callers, saga, past: 1);

        // Once it is read again, what was read before has been told.
        await PassAsync(_second, until: before + 1);
        await PassAsync(_second, until: before + 2);

        Assert.False(waiting.IsCompleted);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_Over_AnswersWhatThereIsByOneReadForAll()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-7");
        Task<SagaView?>[] waiting = [.. Enumerable.Range(0, Callers).Select(_ => WaitAsync(callers, saga, wait: TimeSpan.FromMilliseconds(900)))];
        var before = _requests.Count;

        _time.Advance(TimeSpan.FromMilliseconds(900));
        var answers = await Task.WhenAll(waiting);

        Assert.All(answers, answer => Assert.Equal(SagaStatus.Pending, answer!.Status));
        Assert.Equal(1, _requests.Count - before);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_MoreThanAreKept_IsAnsweredAtOnce()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-8");
        Task<SagaView?>[] waiting = [.. Enumerable.Range(0, WaitingCallers.Most).Select(_ => WaitAsync(callers, saga))];

        var answer = await WaitAsync(callers, saga);

        Assert.Same(saga, answer);
        Assert.All(waiting, caller => Assert.False(caller.IsCompleted));
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_WrittenWhileItIsRead_IsReadAgainAtOnce()
    {
        var callers = CallersWho(Side.Host.Services.GetRequiredService<ViewMoves>());
        var saga = await Side.AnnounceAndFindAsync("w-11");
        var waiting = WaitAsync(callers, saga);
        _afterRead.Do(() => MoveAsync(saga, 1, SagaStatus.Completed));

        _time.Advance(_second);

        Assert.Equal(SagaStatus.Completed, (await waiting)!.Status);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_WrittenWhatNobodyWaitsFor_IsNotReadForIt()
    {
        var callers = CallersWho(Side.Host.Services.GetRequiredService<ViewMoves>());
        var (saga, twin) = (await Side.AnnounceAndFindAsync("w-12"), await Side.AnnounceAndFindAsync("w-13"));
        var cost = await CostAsync(() => RunAsync(twin));
        var waiting = WaitAsync(callers, saga);

        var asked = await CostAsync(async () =>
        {
            await RunAsync(saga);
            await waiting;
        });

        Assert.Equal(cost + 1, asked);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_OverSoonAfterARead_IsAnsweredByIt()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-14");
        await MoveAsync(saga, 1, SagaStatus.Running);
        var (waiting, told) = (WaitAsync(callers, saga, wait: 1.4 * _second), WaitAsync(callers, saga, past: 0));
        var before = _requests.Count;
        _time.Advance(_second);
        var read = await told;

        _time.Advance(0.4 * _second);
        var answer = await waiting;

        Assert.Equal(1, _requests.Count - before);
        Assert.Same(read, answer);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_ManyHaveLeft_LeavesTheirPlacesToOthers()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-15");
        Task<SagaView?>[] left = [.. Enumerable.Range(0, WaitingCallers.Most).Select(_ => WaitAsync(callers, saga, wait: _second / 2))];
        _time.Advance(_second / 2);
        await Task.WhenAll(left);

        var waiting = WaitAsync(callers, saga);

        Assert.False(waiting.IsCompleted);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_AllOfOneSagaHaveLeft_TakesNoTurnFromAnother()
    {
        var callers = CallersWho(_elsewhere);
        var (gone, saga) = (await Side.AnnounceAndFindAsync("w-16"), await Side.AnnounceAndFindAsync("w-17"));
        var left = WaitAsync(callers, gone, wait: _second / 2);
        _time.Advance(_second / 2);
        await left;
        var waiting = WaitAsync(callers, saga);
        await MoveAsync(saga, 1, SagaStatus.Completed);

        // The one turn until then is this saga's.
        _time.Advance(_second / 2);

        Assert.Equal(SagaStatus.Completed, (await waiting)!.Status);
    }

    [Fact(Timeout = 20_000)]
    public async Task Wait_AllHaveLeft_AsksForNothingMore()
    {
        var callers = CallersWho(_elsewhere);
        var saga = await Side.AnnounceAndFindAsync("w-9");
        var waiting = WaitAsync(callers, saga, wait: _second / 2);
        _time.Advance(_second / 2);
        await waiting;
        var before = _requests.Count;

        _time.Advance(_second);
        _time.Advance(_second);
        var (again, _) = (await WaitAsync(callers, saga, wait: TimeSpan.Zero), _requests.Count);

        Assert.Same(saga, again);
        Assert.Equal(before, _requests.Count);
    }

    private WaitingCallers CallersWho(ViewMoves moves) => new(Side.Reader, moves, _time, NullLogger<WaitingCallers>.Instance);

    private Task<SagaView?> WaitAsync(WaitingCallers callers, SagaView saga, long? past = null, TimeSpan? wait = null) =>
        callers.WaitAsync(saga.Id, past, wait ?? TimeSpan.FromSeconds(30), new CallerPatience(wait, _time, Token), () => Task.FromResult<SagaView?>(saga));

    private Task MoveAsync(SagaView saga, long sequence, SagaStatus status) => Side.Views.RecordAsync(
        SagaRows.Of(new SagaHead
        {
            Saga = new SagaIdentity(saga.Id, saga.Name, saga.Protocol, saga.Version),
            Sequence = sequence,
            Status = status,
            Outcome = status.HasEnded() ? new SagaOutcome { Status = status } : null,
        }),
        Token);

    private async Task RunAsync(SagaView saga)
    {
        for (var sequence = 1; sequence < 8; sequence++)
        {
            await MoveAsync(saga, sequence, SagaStatus.Running);
        }

        await MoveAsync(saga, 8, SagaStatus.Completed);
    }

    private async Task<int> CostAsync(Func<Task> what)
    {
        var before = _requests.Count;
        await what();
        return _requests.Count - before;
    }

    private async Task PassAsync(TimeSpan time, int until)
    {
        _time.Advance(time);
        while (_requests.Count < until)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
