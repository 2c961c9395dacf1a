using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.TripBooking;

[Trait("Hub", "Core")]
public sealed class TripTests(AppHost host)
{
    [Fact]
    public async Task Trip_AllReserved_IsConfirmedWhole()
    {
        var agency = await Agency.OpenAsync(host.App);

        var saga = await agency.EndedAsync((await agency.StartAsync()).Id);

        Assert.Equal("Completed", saga.Status);
        Assert.All(saga.Steps, step => Assert.Equal("Succeeded", step.Status));
        Assert.All(await agency.PlacesAsync(), places => Assert.Equal((3, 0, 2), places));
    }

    [Fact]
    public async Task Trip_NoCarLeft_GivesFlightAndHotelBack()
    {
        var agency = await Agency.OpenAsync(host.App, cars: 1);

        var saga = await agency.EndedAsync((await agency.StartAsync()).Id);

        Assert.Equal(("Compensated", "TryCar"), (saga.Outcome!.Status, saga.Outcome.Step));
        Assert.Equal($"Car '{agency.Car}' has 1 places left, 2 are needed.", saga.Outcome.Reason);
        Assert.DoesNotContain("TryCar", saga.Outcome.Undone);
        Assert.Equal([(5, 0, 0), (5, 0, 0), (1, 0, 0)], await agency.PlacesAsync());
    }

    [Fact]
    public async Task Trip_TryIsUnknown_IsCancelledToo()
    {
        var agency = await Agency.OpenAsync(host.App);

        var saga = await agency.EndedAsync((await agency.StartAsync("""{"TryHotel":"fail-after"}""")).Id);

        Assert.Equal("Compensated", saga.Status);
        Assert.Equal(["TryCar", "TryFlight", "TryHotel"], saga.Outcome!.Undone.Order());
        Assert.All(await agency.PlacesAsync(), places => Assert.Equal((5, 0, 0), places));
    }

    [Fact]
    public async Task Trip_ConfirmFailsTwiceAndAnsweredOnceInVain_TakesEachPlaceOnce()
    {
        var agency = await Agency.OpenAsync(host.App);

        var saga = await agency.EndedAsync((await agency.StartAsync("""{"ConfirmFlight":"fail:2","TryCar":"fail:1"}""")).Id);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(3, saga["ConfirmFlight"].Attempts);
        Assert.All(await agency.PlacesAsync(), places => Assert.Equal((3, 0, 2), places));
    }

    [Fact]
    public async Task Trip_View_NamesItsProtocol()
    {
        var agency = await Agency.OpenAsync(host.App);
        var started = await agency.StartAsync();

        var view = (await host.App.GetAsync($"api/sagas/{started.Id}")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("tcc", view.GetProperty("protocol").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await host.App.GetAsync($"api/transactions/{started.Id}/decision")).Status);
    }

    [Theory]
    [InlineData("""{"tripId":"t 1","flight":"f","hotel":"h","car":"c","travellers":2}""", "tripId")]
    [InlineData("""{"tripId":"t","flight":"f","hotel":"h","car":"c","travellers":0}""", "travellers")]
    [InlineData("""{"tripId":"t","flight":"","hotel":"h","car":"c","travellers":1}""", "flight")]
    public async Task Trip_BadRequest_NamesTheField(string body, string field)
    {
        var answer = (await host.App.PostAsync(Agency.Sagas, body)).Expect(HttpStatusCode.BadRequest);

        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.ToString());
    }
}
