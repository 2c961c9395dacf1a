using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.EmbeddedHost.Azurite;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing.Faults;

namespace DurableSagas.Functions.Tests.Telemetry;

/// <summary>The measured part of the README's cost of a million sagas; on an Azurite of its own.</summary>
public sealed class StorageCostTests : IAsyncLifetime
{
    private readonly CountedRequests _requests = new();
    private AzuriteProcess? _azurite;
    private ReadSide.ReadSide? _side;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        var options = new TableClientOptions();
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        _side = await ReadSide.ReadSide.StartAsync(new(_azurite.ConnectionString, options));
    }

    public async ValueTask DisposeAsync()
    {
        await _side!.DisposeAsync();
        await _azurite!.DisposeAsync();
    }

    [Fact]
    public async Task Trip_Booked_TakesNoMoreTableRequestsThanTheReadmeCounts()
    {
        var trip = await _side!.AnnounceAsync("trip-1");
        var before = _requests.Count;

        var outcome = await _side.Host.RunAsync(TripBookingSaga.Definition, trip, "trip-1");

        TestContext.Current.SendDiagnosticMessage($"{_requests.Count - before} requests.");
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.InRange(_requests.Count - before, 30, 50);
    }

    [Fact]
    public async Task Trip_Compensated_TakesNoMoreTableRequestsThanTheReadmeCounts()
    {
        _side!.Host.Faults.On<TryFlight>(Fault.Refuses("full"));
        var trip = await _side.AnnounceAsync("trip-2");
        var before = _requests.Count;

        var outcome = await _side.Host.RunAsync(TripBookingSaga.Definition, trip, "trip-2");

        TestContext.Current.SendDiagnosticMessage($"{_requests.Count - before} requests.");
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.InRange(_requests.Count - before, 30, 50);
    }
}
