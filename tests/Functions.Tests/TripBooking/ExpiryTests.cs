using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Participants.Barriers;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.Functions.Tests.TripBooking;

public sealed class ExpiryTests(AzuriteTables azurite)
{
    private static readonly Type[] _tripFunctions = [.. typeof(TripBookingSaga).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(typeof(TripBookingSaga).Namespace!, StringComparison.Ordinal) == true)];

    private readonly string _id = $"x-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reservation_ExpiredAndNeededByAnother_IsGivenBackAndItsConfirmRefused()
    {
        var time = new FakeTimeProvider();
        var inventory = await InventoryAsync(time, places: 2);
        await inventory.TryAsync(Call("late", "TryFlight"), OfferKind.Flight, _id, 2, Token);
        var early = await Assert.ThrowsAsync<StepRefusedException>(() => inventory.TryAsync(Call("next", "TryFlight"), OfferKind.Flight, _id, 2, Token));

        time.Advance(TripBookingSaga.ReservedFor);
        await inventory.TryAsync(Call("next", "TryFlight"), OfferKind.Flight, _id, 2, Token);
        var late = await Assert.ThrowsAsync<StepRefusedException>(() => inventory.ConfirmAsync(Call("late", "ConfirmFlight"), OfferKind.Flight, _id, Token));
        await inventory.ConfirmAsync(Call("next", "ConfirmFlight"), OfferKind.Flight, _id, Token);

        Assert.Equal($"Flight '{_id}' has 0 places left, 2 are needed.", early.Message);
        Assert.Equal($"Flight '{_id}': the reservation of saga 'late' has expired, and its places were given to others. Nothing was taken.", late.Message);
        Assert.Equal(new Availability(_id, 2, 0, 0, 2), await inventory.FindAsync(OfferKind.Flight, _id, Token));
    }

    [Fact]
    public async Task Trip_ConfirmComesAfterTheExpiry_IsStuckWithTheTruth()
    {
        await using var host = await SagaTestHost.StartAsync(
            services => services.AddSingleton(provider => new TableInventory(azurite.Tables, provider.GetRequiredService<TimeProvider>())),
            new SagaTestOptions { Assembly = typeof(TripBookingSaga).Assembly, Functions = _tripFunctions });
        await azurite.Tables.CreateTableIfNotExistsAsync(TableInventory.Table, Token);
        var inventory = host.Services.GetRequiredService<TableInventory>();
        foreach (var kind in Enum.GetValues<OfferKind>())
        {
            await inventory.PutAsync(kind, _id, new OfferedPlaces(2), Token);
        }

        host.Faults.On<ConfirmFlight>(Fault.Pends(TimeSpan.FromMinutes(45)).Once());
        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(TripBookingSaga.Definition, new BookTrip("t-1", _id, _id, _id, 2), _id));

        var view = host.View(_id);
        Assert.Equal(SagaStatus.Stuck, view.Status);
        Assert.Equal((StepStatus.Stuck, StepStatus.Succeeded, StepStatus.Succeeded), (view.Steps[3].Status, view.Steps[4].Status, view.Steps[5].Status));
        Assert.StartsWith($"Flight '{_id}': the reservation of saga '{_id}' expired at", view.Steps[3].Error, StringComparison.Ordinal);
        Assert.Equal(0, (await inventory.FindAsync(OfferKind.Flight, _id, Token))!.Taken);
        Assert.Equal(2, (await inventory.FindAsync(OfferKind.Hotel, _id, Token))!.Taken);
    }

    private async Task<TableInventory> InventoryAsync(TimeProvider time, int places)
    {
        await azurite.Tables.CreateTableIfNotExistsAsync(TableInventory.Table, Token);
        var inventory = new TableInventory(azurite.Tables, time);
        await inventory.PutAsync(OfferKind.Flight, _id, new OfferedPlaces(places), Token);
        return inventory;
    }

    private static BarrierCall Call(string saga, string step) => new(saga, step, BarrierOperation.Forward);
}
