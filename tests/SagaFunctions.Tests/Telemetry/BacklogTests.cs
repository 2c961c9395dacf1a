using System.Diagnostics.Metrics;
using Azure.Storage.Queues;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Telemetry;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

public sealed class BacklogTests(AzuriteTables azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueueAges_OfAQueueWithAMessage_IsHowLongTheOldestHasWaited()
    {
        var queues = new QueueServiceClient(azurite.ConnectionString);
        var queue = queues.GetQueueClient("backlog-1");
        await queue.CreateAsync(cancellationToken: Token);
        await queues.GetQueueClient("backlog-1-poison").CreateAsync(cancellationToken: Token);
        var sent = await queue.SendMessageAsync("first", Token);
        await queue.SendMessageAsync("second", Token);
        var time = new FakeTimeProvider(sent.Value.InsertionTime + TimeSpan.FromMinutes(7));

        var ages = await new QueueAges(queues, [new RequiredQueue("backlog-1")], time).MeasureAsync(Token);

        Assert.Equal(TimeSpan.FromMinutes(7), ages["backlog-1"]);
        Assert.Equal(TimeSpan.Zero, ages["backlog-1-poison"]);
    }

    [Fact]
    public async Task OldestSaga_AmongMany_IsFoundToWithinATenth()
    {
        // Long before the sagas of other tests in the same tables.
        var time = new FakeTimeProvider(new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var lists = await StartedAsync(time, TimeSpan.FromDays(3), TimeSpan.FromHours(20), TimeSpan.FromMinutes(210), TimeSpan.FromMinutes(30));

        var age = await new OldestSaga(lists, time).AgeAsync(Token);

        Assert.InRange(age, TimeSpan.FromDays(4) / 1.1, TimeSpan.FromDays(4));
    }

    [Fact]
    public void Backlog_Measured_IsShownUntilItIsOutOfDate()
    {
        var time = new FakeTimeProvider();
        using var backlog = new Backlog(time);
        backlog.Tell(new BacklogMeasure(time.GetUtcNow(), new Dictionary<string, TimeSpan> { ["backlog-2"] = TimeSpan.FromSeconds(301) }, TimeSpan.FromHours(2)));

        var shown = Observed("backlog-2");
        time.Advance(TimeSpan.FromMinutes(4));
        var later = Observed("backlog-2");

        Assert.Equal([301d], shown);
        Assert.Empty(later);
    }

    private async Task<SagaLists> StartedAsync(FakeTimeProvider time, params TimeSpan[] pauses)
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        await new ContinuationKey(azurite.Tables).EnsureAsync(Token);
        var announcements = new Announcements(azurite.Tables, new SagaIndex(azurite.Tables, time));
        foreach (var pause in pauses)
        {
            await announcements.InsertAsync(new Announcement(new SagaIdentity($"backlog-{time.GetUtcNow().Ticks}", "backlog", Protocol.Saga, 1), time.GetUtcNow()) { Request = "{}", RequestHash = "hash", StepNames = [] }, Token);
            time.Advance(pause);
        }

        return new SagaLists(azurite.Tables, new ContinuationTokens(azurite.Tables));
    }

    private static List<double> Observed(string queue)
    {
        List<double> values = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == SagaTelemetry.Name && instrument.Name == Backlog.QueueAge)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags.Contains(new("queue", queue)))
            {
                values.Add(value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
