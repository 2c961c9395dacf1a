using System.Net;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.TripBooking;

/// <summary>A flight, a hotel and a car under ids of their own.</summary>
internal sealed record Agency(AppClient App)
{
    public const string Sagas = "api/sagas/trip-booking";

    public string Flight { get; } = NewId("flight");

    public string Hotel { get; } = NewId("hotel");

    public string Car { get; } = NewId("car");

    public static async Task<Agency> OpenAsync(AppClient app, int places = 5, int cars = 5)
    {
        var agency = new Agency(app);
        (await app.PutAsync($"api/flights/{agency.Flight}", $$"""{"places":{{places}}}""")).Expect(HttpStatusCode.NoContent);
        (await app.PutAsync($"api/hotels/{agency.Hotel}", $$"""{"places":{{places}}}""")).Expect(HttpStatusCode.NoContent);
        (await app.PutAsync($"api/cars/{agency.Car}", $$"""{"places":{{cars}}}""")).Expect(HttpStatusCode.NoContent);
        return agency;
    }

    public string Trip(string faults = "{}", int travellers = 2) =>
        $$"""{"tripId":"{{NewId("trip")}}","flight":"{{Flight}}","hotel":"{{Hotel}}","car":"{{Car}}","travellers":{{travellers}},"faults":{{faults}}}""";

    public async Task<StartAnswer> StartAsync(string faults = "{}", int travellers = 2) =>
        (await App.PostAsync(Sagas, Trip(faults, travellers))).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();

    public Task<SagaAnswer> EndedAsync(string id) => Poll.UntilAsync(
        $"end of saga '{id}'", async () => (await App.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>(), saga => saga.HasEnded);

    /// <summary>Available, reserved and taken of flight, hotel and car.</summary>
    public async Task<IReadOnlyList<(int Available, int Reserved, int Taken)>> PlacesAsync() =>
        [await PlacesAsync($"api/flights/{Flight}"), await PlacesAsync($"api/hotels/{Hotel}"), await PlacesAsync($"api/cars/{Car}")];

    private async Task<(int Available, int Reserved, int Taken)> PlacesAsync(string path)
    {
        var found = (await App.GetAsync(path)).Expect(HttpStatusCode.OK).Json;
        return (found.GetProperty("available").GetInt32(), found.GetProperty("reserved").GetInt32(), found.GetProperty("taken").GetInt32());
    }

    private static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}";
}
