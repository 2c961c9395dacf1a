using System.Net;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.SagaFunctions.Bulk;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;
using DurableSagas.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Commands;

public sealed class BulkRewindTests(AzuriteTables azurite) : IAsyncLifetime
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
    public async Task Rewinds_ByFilter_AreFixedOldestFirstAndToldOneByOne()
    {
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("full")).On<CancelFlight>(Fault.Fails("no answer"));
        foreach (var id in new[] { "trip-2", "trip-1", "trip-3" })
        {
            await Side.Host.EndOfAsync(await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync(id), id));
            await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        var id0 = await AskAsync("""{"filter":{"name":"trip-booking"},"reason":"the airline answers again"}""");
        await Operator.TerminateAsync("trip-3");
        bool[] goOn = [await Operator.RewindOneAsync(new BulkPlace(id0, 0)), await Operator.RewindOneAsync(new BulkPlace(id0, 2))];
        await Side.Host.EndOfAsync("trip-2");
        goOn = [.. goOn, await Operator.LookAfterAsync(new BulkPlace(id0, 0))];
        Side.Host.Faults.MendAll();
        goOn = [.. goOn, await Operator.RewindOneAsync(new BulkPlace(id0, 1))];
        await Side.Host.EndOfAsync("trip-1");
        goOn = [.. goOn, await Operator.LookAfterAsync(new BulkPlace(id0, 1))];
        var view = await Operator.RewindsAsync(id0);

        Assert.Equal([true, false, false, true, false], goOn);
        Assert.Equal(("Completed", "the airline answers again", "an operator's key", 3, 3), (view.Body.GetProperty("status").GetString(), view.Body.GetProperty("reason").GetString(), view.Body.GetProperty("by").GetString(), view.Body.GetProperty("total").GetInt32(), view.Body.GetProperty("done").GetInt32()));
        Assert.Equal(
            ["trip-2 StuckAgain", "trip-1 Compensated", "trip-3 Refused"],
            view.Body.GetProperty("results").EnumerateArray().Select(row => $"{row.GetProperty("saga").GetString()} {row.GetProperty("result").GetString()}"));
        Assert.Equal("the airline answers again", Assert.Single(await Operator.ActionsOnAsync("trip-2")).Reason);
    }

    [Fact]
    public async Task RewindOne_RunAgainAfterACrashBeforeItToldOfIt_IsNoRefusal()
    {
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("full")).On<CancelFlight>(Fault.Fails("no answer"));
        await Side.Host.EndOfAsync(await Side.Host.StartAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1"), "trip-1"));
        var id = await AskAsync("""{"ids":["trip-1"],"reason":"mended"}""");
        Side.Host.Faults.MendAll();
        await new BulkTable(Side.Tables).WriteAsync(id, 0, new BulkRow("trip-1", null, null) { IsAsked = true }, Token);
        await Side.Host.RewindAsync("trip-1");

        Assert.True(await Operator.RewindOneAsync(new BulkPlace(id, 0)));
        Assert.False(await Operator.LookAfterAsync(new BulkPlace(id, 0)));
        Assert.Contains("\"Compensated\"", (await Operator.RewindsAsync(id)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"r"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids":["a"],"filter":{},"reason":"r"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids":[],"reason":"r"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids":["a/b"],"reason":"r"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"filter":{"status":"Running"},"reason":"r"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"filter":{},"reason":"r"}""", HttpStatusCode.Conflict)]
    public async Task Rewinds_OfNothing_AreRefused(string body, HttpStatusCode status)
    {
        Assert.Equal(status, (await Operator.RewindManyAsync(new Mock<DurableTaskClient>(MockBehavior.Strict, "client").Object, body)).Status);
    }

    [Fact]
    public async Task Orchestrator_OfManySagas_HasTwoUnderWayAtATime()
    {
        await using var host = await RewindsAsync(total: 45);

        await host.EndOfAsync("rewinds-many");

        var begun = new HashSet<int>();
        var most = 0;
        foreach (var call in host.Calls)
        {
            var place = call.InputAs<BulkPlace>();
            _ = call.Activity == nameof(RewindOne) ? begun.Add(place.Place) : place.IsLastLook && begun.Remove(place.Place);
            most = Math.Max(most, begun.Count);
        }

        Assert.Equal(Enumerable.Range(0, 45), host.Calls.Where(call => call.Activity == nameof(RewindOne)).Select(call => call.InputAs<BulkPlace>().Place));
        Assert.Equal((2, 0), (most, begun.Count));
    }

    [Fact]
    public async Task Orchestrator_Stopped_LooksAfterWhatIsUnderWayAndBeginsNoOther()
    {
        await using var host = await RewindsAsync(total: 45);
        await host.AdvanceAsync(TimeSpan.FromSeconds(5));

        await host.Client.RaiseEventAsync("rewinds-many", RewindSagas.Stop, cancellation: Token);
        var end = await host.EndOfAsync("rewinds-many");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal([0, 1], host.Calls.Where(call => call.Activity == nameof(RewindOne)).Select(call => call.InputAs<BulkPlace>().Place));
        Assert.Equal(2, host.Calls.Count(call => call.InputAs<BulkPlace>().IsLastLook));
    }

    private static async Task<SagaTestHost> RewindsAsync(int total)
    {
        var host = await SagaTestHost.StartAsync(options: new SagaTestOptions { Functions = [typeof(RewindSagas), typeof(RewindOneInMemory), typeof(LookAfterInMemory)] });
        await host.StartAsync(nameof(RewindSagas), new BulkWork("many", total), new StartOrchestrationOptions("rewinds-many"));
        return host;
    }

    private async Task<string> AskAsync(string body)
    {
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "client");
        client.Setup(hub => hub.ScheduleNewOrchestrationInstanceAsync(It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>())).ReturnsAsync("rewinds");
        var answer = await Operator.RewindManyAsync(client.Object, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal($"/api/rewinds/{answer.Body.GetProperty("id").GetString()}", answer.Location);
        return answer.Body.GetProperty("id").GetString()!;
    }
}
