using System.Net;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>What is said of a cancel before it is asked for.</summary>
public sealed class CancelPreviewTests(AzuriteTables azurite) : IAsyncLifetime
{
    private ReadSide.ReadSide? _side;
    private Operator? _operator;

    private ReadSide.ReadSide Side => _side!;

    private Operator Operator => _operator!;

    public async ValueTask InitializeAsync()
    {
        _side = await ReadSide.ReadSide.StartAsync(azurite);
        _operator = new Operator(_side);
    }

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Preview_OfATripThatWaitsForItsCar_IsWhatTheCancelCalls()
    {
        Side.Host.Faults.On<TryCar>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await StartAsync("trip-1");
        var calls = Side.Host.ActivityCalls.Count;

        var preview = await Operator.PreviewCancelAsync("trip-1");
        await Operator.CancelAsync("trip-1");
        var outcome = await Side.Host.OutcomeOfAsync("trip-1");

        Assert.Equal(
            """
            {"saga":"trip-1","undoes":[{"saga":"trip-1","step":"TryFlight","operation":"Cancel","activity":"CancelFlight","isCertain":true},{"saga":"trip-1","step":"TryHotel","operation":"Cancel","activity":"CancelHotel","isCertain":true},{"saga":"trip-1","step":"TryCar","operation":"Cancel","activity":"CancelCar","isCertain":false}]}
            """,
            preview.Text);
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(
            preview.Body.GetProperty("undoes").EnumerateArray().Select(call => call.GetProperty("activity").GetString()),
            Side.Host.ActivityCalls.Skip(calls).Where(call => call != "RecordTimeline"));
    }

    [Fact]
    public async Task Preview_PastThePointOfNoReturnOrOfAnEndedSaga_IsRefusedAsTheCancelIs()
    {
        await Side.BookAsync("trip-2");
        Side.Host.Faults.On<ConfirmFlight>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await StartAsync("trip-1");

        foreach (var id in new[] { "trip-1", "trip-2" })
        {
            var (preview, cancel) = (await Operator.PreviewCancelAsync(id), await Operator.CancelAsync(id));

            Assert.Equal((HttpStatusCode.Conflict, cancel.Text), (preview.Status, preview.Text));
        }
    }

    private async Task StartAsync(string id)
    {
        await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync(id), id);
        await Side.RestAsync();
    }
}
