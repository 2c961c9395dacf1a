using Azure.Core;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests.Lists;

/// <summary>The step that a list shows of a saga under way: that at which it stays, and nothing is written for those that it passes.</summary>
public sealed class ListedStepsTests(AzuriteStorage azurite)
{
    private static readonly DateTimeOffset _created = SagaUnderTest.Created;

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly SetClock _clock = new(_created);
    private readonly CountedRequests _requests = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => $"stays-{_id}";

    [Fact]
    public async Task RecordAsync_SagaYoungerThanFiveSeconds_WritesNothingForItsSteps()
    {
        var views = await AnnouncedAsync();
        await RecordAsync(views, 1, 0, (0, StepStatus.Running));
        _requests.Take();

        await RecordAsync(views, 2, 4.9, (0, StepStatus.Running));
        await RecordAsync(views, 3, 4.9, (0, StepStatus.Succeeded));

        Assert.Equal(2, Writes());
        Assert.Null((await EntryAsync()).Step);
    }

    [Fact]
    public async Task RecordAsync_StepsThatSucceedAtOnce_WritesNothingForThemHoweverOldTheSagaIs()
    {
        var views = await AnnouncedAsync();
        await RecordAsync(views, 1, 0, (0, StepStatus.Succeeded));
        _requests.Take();

        await RecordAsync(views, 2, 60, (1, StepStatus.Succeeded));
        await RecordAsync(views, 3, 120, (2, StepStatus.Succeeded));

        Assert.Equal(2, Writes());
    }

    [Fact]
    public async Task RecordAsync_StepThatIsTriedForLong_IsListedByOneTransactionSinceItsStatusIsSo()
    {
        var views = await AnnouncedAsync();
        await RecordAsync(views, 1, 1, (0, StepStatus.Running));
        _requests.Take();

        await RecordAsync(views, 2, 6, (0, StepStatus.Running));
        await RecordAsync(views, 3, 20, (0, StepStatus.Running));
        await RecordAsync(views, 4, 90, (0, StepStatus.Running));

        Assert.Equal(4, _requests.Take().Count);
        var entry = await EntryAsync();
        Assert.Equal(("A", SagaStatus.Running, _created.AddSeconds(1)), (entry.Step, entry.Status, entry.Since));
    }

    [Fact]
    public async Task RecordAsync_StepsInTurn_AreListedFiveSecondsApartAndNotWhenTheyAreOver()
    {
        var views = await AnnouncedAsync();
        await RecordAsync(views, 1, 1, (0, StepStatus.Running));

        await RecordAsync(views, 2, 6, (0, StepStatus.Running));
        await RecordAsync(views, 3, 7, (0, StepStatus.Succeeded));
        var between = await EntryAsync();
        await RecordAsync(views, 4, 8, (1, StepStatus.Running));
        var soon = await EntryAsync();
        await RecordAsync(views, 5, 13, (1, StepStatus.Running));

        Assert.Equal((null, null, "B"), (between.Step, soon.Step, (await EntryAsync()).Step));
    }

    [Fact]
    public async Task RecordAsync_OtherProcessAndOlderSaga_ListsTheStep()
    {
        await RecordAsync(await AnnouncedAsync(), 1, 1, (0, StepStatus.Running));

        await RecordAsync(Views(), 2, 6, (0, StepStatus.Running));

        Assert.Equal("A", (await EntryAsync()).Step);
    }

    [Fact]
    public async Task RecordAsync_TurnsBackAndCompensatesForLong_ListsWhatIsUndone()
    {
        var views = await AnnouncedAsync();
        await RecordAsync(views, 1, 1, (0, StepStatus.Running));
        await RecordAsync(views, 2, 6, (0, StepStatus.Running));

        await RecordAsync(views, 3, 30, SagaStatus.Compensating, (1, StepStatus.Compensating));

        var entry = await EntryAsync();
        Assert.Equal(("B", SagaStatus.Compensating, _created.AddSeconds(30)), (entry.Step, entry.Status, entry.Since));
    }

    private Task RecordAsync(SagaViews views, long sequence, double at, (int Ordinal, StepStatus Status) step) =>
        RecordAsync(views, sequence, at, SagaStatus.Running, step);

    private Task RecordAsync(SagaViews views, long sequence, double at, SagaStatus status, (int Ordinal, StepStatus Status) step)
    {
        _clock.Now = _created.AddSeconds(at);
        var head = new SagaHead { Saga = new SagaIdentity(_id, Name, Protocol.Saga, 1), Sequence = sequence, Status = status, UpdatedAt = _clock.Now };
        return views.RecordAsync(SagaRows.Of(head, new StepTimeline { Name = "ABC"[step.Ordinal].ToString(), Ordinal = step.Ordinal, Status = step.Status, Attempts = 1 }), Token);
    }

    private async Task<SagaViews> AnnouncedAsync()
    {
        await new Announcements(azurite.Tables, new SagaIndex(azurite.Tables, _clock)).InsertAsync(
            new Announcement(new SagaIdentity(_id, Name, Protocol.Saga, 1), _created) { Request = "{}", RequestHash = "hash", StepNames = ["A", "B", "C"] }, Token);
        return Views();
    }

    private SagaViews Views()
    {
        var tables = azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry);
        return new SagaViews(tables, new SagaIndex(tables, _clock), _clock);
    }

    private int Writes() => _requests.Take().Count(url => url.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal));

    private async Task<IndexEntry> EntryAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        return Assert.Single((await new SagaLists(azurite.Tables, tokens).ListAsync(new SagaFilter(Name, null, null, null), 10, null, Token)).Items);
    }
}
