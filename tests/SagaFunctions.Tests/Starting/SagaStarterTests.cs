using System.Net;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Starting;

public sealed class SagaStarterTests(AzuriteTables azurite) : IAsyncLifetime
{
    private static readonly RegisteredSaga _trip = new(TripBookingSaga.Definition, nameof(TripBookingOrchestrator));

    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "client");
    private readonly List<StartOrchestrationOptions> _scheduled = [];
    private readonly string _id = $"trip-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaIndex Index => new(azurite.Tables, _time);

    private SagaStarter Starter => new(new Announcements(azurite.Tables, Index), new FaultTable(azurite.Tables), _time);

    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        _client.Setup(hub => hub.ScheduleNewOrchestrationInstanceAsync(It.Is<TaskName>(name => name.Name == _trip.Orchestrator), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .Callback((TaskName _, object _, StartOrchestrationOptions options, CancellationToken _) => _scheduled.Add(options))
            .ReturnsAsync(_id);
        // Nothing here runs: a hub that has lost what it was given, or was never given it.
        _client.Setup(hub => hub.GetInstanceAsync(_id, It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Start_OfAnotherBodyUnderTheSameId_IsRefusedAndSchedulesNothing()
    {
        await StartAsync("hash-1");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => StartAsync("hash-2"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The Idempotency-Key was used before with another body.", _id), (problem.Status, problem.Message, problem.InstanceId));
        Assert.Single(_scheduled);
    }

    [Fact]
    public async Task Start_RepeatedAfterOneThatStoppedHalfWay_IsScheduledAsOfTheFirst()
    {
        await StartAsync("hash-1");
        _time.Advance(TimeSpan.FromMinutes(5));

        await StartAsync("hash-1");

        Assert.Equal(2, _scheduled.Count);
        Assert.Equal(_scheduled[0].Tags.OrderBy(tag => tag.Key), _scheduled[1].Tags.OrderBy(tag => tag.Key));
    }

    [Fact]
    public async Task Start_RepeatedAfterThePurgeOfWhatHadBegun_SchedulesNothing()
    {
        await StartAsync("hash-1");
        await new SagaViews(azurite.Tables, Index, _time).RecordBegunAsync(_id, SagaStatus.Pending, Token);

        await StartAsync("hash-1");

        Assert.Single(_scheduled);
    }

    [Fact]
    public async Task Start_OfMoreThanAViewHolds_IsRefusedAndAnnouncesNothing()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => StartAsync("hash-1", new string('t', Announcements.MaxRequestLength)));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The request has 384171 characters as it is kept; 384000 are the limit."), (problem.Status, problem.Message));
        Assert.Null(await new SagaQueries(azurite.Tables).FindAsync(_id, Token));
    }

    [Fact]
    public async Task Resume_OfAStartThatStoppedHalfWay_SchedulesItAsItWasAnnounced()
    {
        await StartAsync("hash-1");
        _time.Advance(TimeSpan.FromMinutes(5));
        var view = await new SagaQueries(azurite.Tables).FindAsync(_id, Token);

        await Starter.ResumeAsync(_client.Object, view!, _trip, Token);

        Assert.Equal([_id, _id], _scheduled.Select(options => options.InstanceId));
        Assert.Equal(["1", "1"], _scheduled.Select(options => options.Version?.Version));
        Assert.Equal(_scheduled[0].Tags.OrderBy(tag => tag.Key), _scheduled[1].Tags.OrderBy(tag => tag.Key));
        Assert.Equal("hash-1", _scheduled[1].Tags["requestHash"]);
    }

    private Task<bool> StartAsync(string hash, string trip = "t-1") => Starter.StartAsync(_client.Object, new SagaStart(_id, _trip, new BookTrip(trip, _id, _id, _id, 2), hash, Faults: null), Token);
}
