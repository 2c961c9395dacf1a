using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>The measured part of the README's cost of a million sagas.</summary>
public sealed class StorageCostTests(AzuriteTables azurite) : IAsyncLifetime
{
    // The README's 45, three of them the start's, and what branches repeat that write one view at once.
    private const int Most = 70;

    private readonly CountedRequests _requests = new();
    private ReadSide.ReadSide? _side;

    public async ValueTask InitializeAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        _side = await ReadSide.ReadSide.StartAsync(azurite, options);
    }

    public ValueTask DisposeAsync() => _side!.DisposeAsync();

    [Fact]
    public async Task Trip_Booked_TakesTheTableRequestsThatTheReadmeCounts()
    {
        var trip = await _side!.AnnounceAsync("trip-1");
        var before = _requests.Count;

        var outcome = await _side.Host.RunAsync(TripBookingSaga.Definition, trip, "trip-1");

        TestContext.Current.SendDiagnosticMessage($"{_requests.Count - before} requests.");
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.InRange(_requests.Count - before, 20, Most);
    }

    [Fact]
    public async Task Trip_Compensated_TakesTheTableRequestsThatTheReadmeCounts()
    {
        _side!.Host.Faults.On<TryFlight>(Fault.Refuses("full"));
        var trip = await _side.AnnounceAsync("trip-2");
        var before = _requests.Count;

        var outcome = await _side.Host.RunAsync(TripBookingSaga.Definition, trip, "trip-2");

        TestContext.Current.SendDiagnosticMessage($"{_requests.Count - before} requests.");
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.InRange(_requests.Count - before, 20, Most);
    }
}
