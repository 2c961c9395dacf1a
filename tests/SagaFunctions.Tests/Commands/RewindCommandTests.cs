using System.Net;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.Projections.Audit;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>What an operator asks of a stuck trip, on real tables.</summary>
public sealed class RewindCommandTests(AzuriteTables azurite) : IAsyncLifetime
{
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
    public async Task Rewind_OfAStuckSaga_CallsWhatItsPreviewSaidAndIsOnRecord()
    {
        Side.Host.Faults.On<TryCar>(Fault.Refuses("none left")).On<CancelFlight>(Fault.Fails("no answer"));
        await StuckAsync("trip-1");
        var calls = Side.Host.ActivityCalls.Count;

        var preview = await Operator.PreviewAsync("trip-1");
        Side.Host.Faults.MendAll();
        var rewound = await Operator.RewindAsync("trip-1");
        await Side.Host.EndOfAsync("trip-1");

        var follows = preview.Body.GetProperty("follows").EnumerateArray().Select(call => call.GetProperty("activity").GetString());
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.StartsWith("""{"saga":"trip-1","root":"trip-1","repeats":{"saga":"trip-1","step":"TryFlight","operation":"Cancel","activity":"CancelFlight","attempt":""", preview.Text, StringComparison.Ordinal);
        Assert.EndsWith("""{"saga":"trip-1","step":"ConfirmFlight","stands":"NeverHappened"},{"saga":"trip-1","step":"ConfirmHotel","stands":"NeverHappened"},{"saga":"trip-1","step":"ConfirmCar","stands":"NeverHappened"}],"mayIntervene":["Skip"]}""", preview.Text, StringComparison.Ordinal);
        Assert.Equal(["CancelFlight", .. follows], Side.Host.ActivityCalls.Skip(calls));
        Assert.Equal((HttpStatusCode.Accepted, "/api/sagas/trip-1"), (rewound.Status, rewound.Location));
        Assert.Equal("trip-1", rewound.Body.GetProperty("root").GetString());
        Assert.Equal(SagaStatus.Compensated, await StatusAsync("trip-1"));
        var action = Assert.Single(await Operator.ActionsOnAsync("trip-1"));
        Assert.Equal(("an operator's key", AuditedCommand.Rewind, "mended", CommandResult.Accepted), (action.By, action.Action, action.Reason, action.Result));
    }

    [Fact]
    public async Task Rewind_OfASagaUnderWay_IsRefusedWithItsStateAndThatIsOnRecord()
    {
        Side.Host.Faults.On<TryCar>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1"), "trip-1");
        await Side.RestAsync();

        var (rewind, preview) = (await Operator.RewindAsync("trip-1"), await Operator.PreviewAsync("trip-1"));

        Assert.Equal((HttpStatusCode.Conflict, "Saga 'trip-1' is Running; it can be rewound while it is Stuck or Failed."), (rewind.Status, rewind.Text));
        Assert.Equal(HttpStatusCode.Conflict, preview.Status);
        var action = Assert.Single(await Operator.ActionsOnAsync("trip-1"));
        Assert.Equal((CommandResult.Refused, rewind.Text), (action.Result, action.Detail));
    }

    [Fact]
    public async Task Rewind_OfASubSaga_RewindsTheSagaOnTopAndIsOnRecordWithBoth()
    {
        Side.Host.Register(Inner);
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("full")).On<CancelFlight>(Fault.Fails("no answer"));
        var around = Saga.For<BookTrip>("around").Step<TryCar>().CompensateWith<CancelCar>().SubSaga(Inner, (trip, _) => trip).Build();
        await Side.Host.EndOfAsync(await Side.Host.StartAsync(around, await Side.AnnounceAsync("trip-1", around), "trip-1"));
        Side.Host.Faults.MendAll();

        var rewound = await Operator.RewindAsync("trip-1:inner");
        await Side.Host.EndOfAsync("trip-1");

        Assert.Equal(("trip-1:inner", "trip-1", "/api/sagas/trip-1"), (rewound.Body.GetProperty("id").GetString(), rewound.Body.GetProperty("root").GetString(), rewound.Location));
        Assert.Equal((SagaStatus.Compensated, SagaStatus.Compensated), (await StatusAsync("trip-1"), await StatusAsync("trip-1:inner")));
        Assert.Equal((1, 1), ((await Operator.ActionsOnAsync("trip-1")).Count, (await Operator.ActionsOnAsync("trip-1:inner")).Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Rewind_WithoutAReason_IsRefusedAndLeavesNoTrace(string reason)
    {
        await Side.AnnounceAsync("trip-1");

        var answer = await Operator.RewindAsync("trip-1", reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(await Operator.ActionsOnAsync("trip-1"));
    }

    [Fact]
    public async Task Cancel_OfAnOperator_IsOnRecord()
    {
        Side.Host.Faults.On<TryCar>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1"), "trip-1");
        await Side.RestAsync();

        var cancelled = await Operator.CancelAsync("trip-1");
        await Side.Host.EndOfAsync("trip-1");
        var late = await Operator.CancelAsync("trip-1");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (cancelled.Status, late.Status));
        Assert.Equal([("changed my mind", CommandResult.Accepted), ("changed my mind", CommandResult.Refused)], (await Operator.ActionsOnAsync("trip-1")).Select(action => (action.Reason!, action.Result)));
    }

    [Fact]
    public async Task Actions_OfMoreThanAViewShows_AreTheLastFiftyAndGoWithTheView()
    {
        await Side.AnnounceAsync("trip-1");
        var log = new AuditLog(Side.Tables);
        for (var second = 0; second < 60; second++)
        {
            await log.AskedAsync("trip-1", new OperatorAction(Side.Host.Time.GetUtcNow().AddSeconds(second), "Ann", AuditedCommand.Rewind, $"{second}"), Token);
        }

        var shown = (await Operator.ActionsOnAsync("trip-1")).Select(action => action.Reason!);
        await Side.Views.DeleteAsync("trip-1", Token);
        await Side.AnnounceAsync("trip-1");

        Assert.Equal(Enumerable.Range(10, 50).Select(second => $"{second}"), shown);
        Assert.Empty(await Operator.ActionsOnAsync("trip-1"));
    }

    private static SagaDefinition<BookTrip> Inner { get; } = Saga.For<BookTrip>("inner")
        .Step<TryFlight>().CompensateWith<CancelFlight>()
        .Step<TryHotel>().CompensateWith<CancelHotel>()
        .Build();

    private async Task StuckAsync(string id) => await Side.Host.EndOfAsync(await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync(id), id));

    private async Task<SagaStatus> StatusAsync(string id) => (await Side.Queries.FindAsync(id, Token))!.Status;
}
