using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.TripBooking;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Trips to one flight, hotel and car rental: booked whole, or given back.</summary>
internal sealed class Tour(Random random) : ILoad
{
    private const int Places = 1_000;

    private static readonly string[] _faults = ["{}", """{"ConfirmFlight":"fail:2","TryCar":"fail:1"}""", """{"TryHotel":"fail-after"}""", """{"TryCar":"refuse","CancelHotel":"fail:1"}"""];

    private readonly List<(KeyedStart Start, int Travellers)> _trips = [];
    private Agency? _agency;

    public IEnumerable<SagaAnswer> Sagas => _trips.Select(trip => trip.Start.Saga!);

    public async Task OpenAsync(AppClient app) => _agency = await Agency.OpenAsync(app, Places, Places);

    public void Add()
    {
        foreach (var faults in _faults)
        {
            var travellers = random.Next(1, 4);
            _trips.Add((new KeyedStart(Agency.Sagas, _agency!.Trip(faults, travellers)), travellers));
        }
    }

    public Task StartAllAsync(AppClient app) => Task.WhenAll(_trips.Select(trip => trip.Start.StartAsync(app)));

    public async Task<IReadOnlyList<string>> AuditAsync(AppClient app)
    {
        foreach (var (start, _) in _trips)
        {
            await start.EndAsync(app);
        }

        var taken = _trips.Where(trip => trip.Start.Saga!.Status == "Completed").Sum(trip => trip.Travellers);
        var places = await (_agency! with { App = app }).PlacesAsync();
        return
        [
            .. _trips.Select(trip => trip.Start.Saga!).Where(saga => saga.Status is not ("Completed" or "Compensated")).Select(saga => $"Trip '{saga.Id}' is {saga.Status}: {saga.Error}"),
            .. places.Where(found => found != (Places - taken, 0, taken)).Select(found => $"{taken} of {Places} places are taken by completed trips, but found {found}."),
        ];
    }
}
