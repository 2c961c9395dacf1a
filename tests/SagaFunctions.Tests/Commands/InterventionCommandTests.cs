using System.Net;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Projections;
using DurableSagas.Projections.Audit;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>What an operator does in place of a stuck attempt, or instead of all that is left, on real tables.</summary>
public sealed class InterventionCommandTests(AzuriteTables azurite) : IAsyncLifetime
{
    private const string SkipFlight = """{"action":"Skip","step":"TryFlight","operation":"Cancel","reason":"given back by telephone"}""";

    private ReadSide.ReadSide? _side;
    private Operator? _operator;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide.ReadSide Side => _side!;

    private Operator Operator => _operator!;

    public async ValueTask InitializeAsync()
    {
        _side = await ReadSide.ReadSide.StartAsync(azurite);
        _operator = new Operator(_side);
    }

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Skip_OfTheOperationAtWhichItIsStuck_GoesOnAndStandsInViewOutcomeAndRebuiltView()
    {
        await StuckAtCancellingTheFlightAsync();

        var answer = await Operator.InterveneAsync("trip-1", SkipFlight);
        await Side.Host.EndOfAsync("trip-1");
        var live = (await Side.Queries.FindAsync("trip-1", Token))!;
        await Side.RebuildAsync("trip-1");
        var rebuilt = (await Side.Queries.FindAsync("trip-1", Token))!;

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal((SagaStatus.Compensated, InterventionAction.Skip, StepStatus.Failed), (live.Status, live.Steps[0].ByHand, live.Steps[0].Status));
        Assert.DoesNotContain("TryFlight", live.Outcome!.Undone);
        var intervention = Assert.Single(live.Outcome.Interventions!);
        Assert.Equal(("TryFlight", "Cancel", "an operator's key", "given back by telephone"), (intervention.Step, intervention.Operation, intervention.By, intervention.Reason));
        Assert.Equivalent(live, rebuilt);
        var action = Assert.Single(rebuilt.Actions!);
        Assert.Equal((AuditedCommand.Skip, "TryFlight", "Cancel", CommandResult.Accepted), (action.Action, action.Step, action.Operation, action.Result));
    }

    [Theory]
    [InlineData("""{"action":"Skip","step":"TryHotel","operation":"Cancel","reason":"r"}""", HttpStatusCode.Conflict, "Saga 'trip-1' is not stuck at TryHotel (Cancel) but at TryFlight (Cancel) of 'trip-1'.")]
    [InlineData("""{"action":"Skip","step":"TryFlight","operation":"Try","reason":"r"}""", HttpStatusCode.Conflict, "Saga 'trip-1' is not stuck at TryFlight (Try) but at TryFlight (Cancel) of 'trip-1'.")]
    [InlineData("""{"action":"GiveResult","step":"TryFlight","operation":"Cancel","result":{},"reason":"r"}""", HttpStatusCode.Conflict, "TryFlight (Cancel) gives no result: it can be skipped.")]
    [InlineData("""{"action":"Skip","step":"TryFlight","operation":"Cancel","result":{},"reason":"r"}""", HttpStatusCode.BadRequest, "The request is not valid: result: Expected with 'GiveResult', and with nothing else.")]
    public async Task Intervention_InAnythingElse_IsRefusedAndChangesNothing(string body, HttpStatusCode status, string text)
    {
        await StuckAtCancellingTheFlightAsync();
        var calls = Side.Host.ActivityCalls.Count;

        var answer = await Operator.InterveneAsync("trip-1", body);
        await Side.RestAsync();

        Assert.Equal((status, text), (answer.Status, answer.Text));
        Assert.Equal((calls, SagaStatus.Stuck), (Side.Host.ActivityCalls.Count, await StatusAsync()));
        Assert.Null(await Side.Interventions.FindAsync("trip-1", (await Side.Queries.FindAsync("trip-1", Token))!.Sequence, Token));
    }

    [Fact]
    public async Task Skip_AskedAgainAfterACrashBeforeTheRewind_IsOneAndIsTaken()
    {
        await StuckAtCancellingTheFlightAsync();
        var sequence = (await Side.Queries.FindAsync("trip-1", Token))!.Sequence;
        await Side.Interventions.DecideAsync("trip-1", sequence, new(new Intervention("TryFlight", "Cancel", InterventionAction.Skip, "Ann", "the first time", Side.Host.Time.GetUtcNow())), Token);

        var answer = await Operator.InterveneAsync("trip-1", SkipFlight);
        await Side.Host.EndOfAsync("trip-1");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("Ann", Assert.Single((await Side.Queries.FindAsync("trip-1", Token))!.Outcome!.Interventions!).By);
    }

    [Fact]
    public async Task Terminate_OfAStuckSaga_StaysSoWhateverIsRewoundSweptRebuiltOrRead()
    {
        await StuckAtCancellingTheFlightAsync();

        var answer = await Operator.TerminateAsync("trip-1");
        var rewind = await Operator.RewindAsync("trip-1");
        var calls = Side.Host.ActivityCalls.Count;
        Side.Host.Faults.MendAll();
        await Side.Host.Client.RewindInstanceAsync("trip-1", "by the management API", Token);
        await Side.Host.EndOfAsync("trip-1");
        var view = (await Side.Queries.FindAsync("trip-1", Token))!;
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        await Side.RebuildAsync("trip-1");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("""{"id":"trip-1","stays":[{"step":"TryFlight","stands":"Unknown"}]}""", answer.Text);
        Assert.Equal((HttpStatusCode.Conflict, "Saga 'trip-1' is Terminated: Settled by hand by an operator's key: enough It is not rewound any more."), (rewind.Status, rewind.Text));
        Assert.Equal(["CancelFlight"], Side.Host.ActivityCalls.Skip(calls));
        Assert.Equal((SagaStatus.Terminated, "Settled by hand by an operator's key: enough"), (view.Status, view.Error));
        Assert.Equal(SagaStatus.Terminated, await StatusAsync());
        Assert.Equal(SagaStatus.Terminated, (await Side.Reader.FindAsync(Side.Host.Client, "trip-1", Consistency.Strong, 0, Token))!.Status);
        Assert.Equal(["trip-1"], await Side.ListedAsync(SagaStatus.Terminated));
        Assert.Equal((1, 0), (await Side.CountAsync(SagaStatus.Terminated), await Side.CountAsync(SagaStatus.Stuck)));
    }

    [Fact]
    public async Task Terminate_OfAStuckSaga_ItsViewLostAndRebuiltSaysSo()
    {
        await StuckAtCancellingTheFlightAsync();
        await Operator.TerminateAsync("trip-1");
        await Side.Views.DeleteAsync("trip-1", Token);

        await Side.RebuildAsync("trip-1");

        Assert.Equal(SagaStatus.Terminated, await StatusAsync());
    }

    [Fact]
    public async Task Terminate_OfAStuckSaga_IsPurgedWhenItsTimeIsOver()
    {
        await StuckAtCancellingTheFlightAsync();
        await Operator.TerminateAsync("trip-1");
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(91));

        await Side.PurgeAsync();

        Assert.Null(await Side.Queries.FindAsync("trip-1", Token));
        Assert.Null(await Side.Host.Client.GetInstanceAsync("trip-1", Token));
        Assert.Null(await Side.Interventions.FindSettlementAsync("trip-1", Token));
    }

    [Fact]
    public async Task Terminate_OfASagaUnderWay_EndsItsInstanceAndTellsWhatStays()
    {
        Side.Host.Faults.On<TryCar>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1"), "trip-1");
        await Side.RestAsync();

        var answer = await Operator.TerminateAsync("trip-1");
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        var again = await Operator.TerminateAsync("trip-1");

        Assert.Equal("""{"id":"trip-1","stays":[{"step":"TryFlight","stands":"Stands"},{"step":"TryHotel","stands":"Stands"},{"step":"TryCar","stands":"Unknown"}]}""", answer.Text);
        Assert.Equal((SagaStatus.Terminated, HttpStatusCode.Conflict), (await StatusAsync(), again.Status));
    }

    private async Task StuckAtCancellingTheFlightAsync()
    {
        Side.Host.Faults.On<TryCar>(Fault.Refuses("none left")).On<CancelFlight>(Fault.Fails("no answer"));
        await Side.Host.EndOfAsync(await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1"), "trip-1"));
        Assert.Equal(SagaStatus.Stuck, await StatusAsync());
    }

    private async Task<SagaStatus> StatusAsync() => (await Side.Queries.FindAsync("trip-1", Token))!.Status;
}
