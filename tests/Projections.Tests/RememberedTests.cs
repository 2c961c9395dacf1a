using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rows;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Tests.Lists;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests;

/// <summary>What a process remembers of the rows that it wrote: it spares readings, and decides nothing that is not so.</summary>
public sealed class RememberedTests(AzuriteStorage azurite)
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly SetClock _clock = new(SagaUnderTest.Created);
    private readonly CountedRequests _requests = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => $"remembered-{_id}";

    [Fact]
    public async Task RecordAsync_BySagasOnlyProcess_ReadsItsRowsOnceAndItsListsNever()
    {
        var views = await AnnouncedAsync();
        _requests.Take();

        await views.RecordAsync(Change(1, SagaStatus.Running, 0), Token);
        await views.RecordAsync(Change(2, SagaStatus.Running, 0), Token);
        await views.RecordAsync(Change(4, SagaStatus.Running, 1), Token);
        await views.RecordAsync(Change(6, SagaStatus.Completed, 0, 1), Token);

        Assert.Equal(
            ["read SagaViews", "write", "write", "write", "write", "write", "write"],
            _requests.Take().Select(Shown));
    }

    [Fact]
    public async Task RecordAsync_AnotherProcessWroteMeanwhile_LosesOneRaceAndKeepsBothWords()
    {
        var (mine, other) = (await AnnouncedAsync(), Views());
        await mine.RecordAsync(Change(2, SagaStatus.Running, 0), Token);
        await other.RecordAsync(Change(4, SagaStatus.Compensating, 1), Token);

        await mine.RecordAsync(Change(3, SagaStatus.Running, 2), Token);
        await mine.RecordAsync(Change(6, SagaStatus.Stuck, 0), Token);

        var view = (await new SagaQueries(azurite.Tables).FindAsync(_id, Token))!;
        Assert.Equal((SagaStatus.Stuck, 6), (view.Status, view.Sequence));
        Assert.Equal([6, 4, 3], view.Steps.Select(step => step.Attempts));
        Assert.Equal([(SagaStatus.Stuck, 6L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_NothingNewByWhatIsRemembered_LooksBeforeItSaysSo()
    {
        var (mine, other) = (await AnnouncedAsync(), Views());
        await mine.RecordAsync(Change(3, SagaStatus.Stuck, 0), Token);
        await other.RecordAsync(Change(4, SagaStatus.Compensating, 0), Token);

        // Of the same status as remembered, and newer than what stands.
        await mine.RecordAsync(Change(5, SagaStatus.Stuck, 0), Token);

        Assert.Equal([(SagaStatus.Stuck, 5L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_RowsDeletedMeanwhile_WritesThemAnew()
    {
        var (mine, other) = (await AnnouncedAsync(), Views());
        await mine.RecordAsync(Change(2, SagaStatus.Running, 0), Token);
        await other.DeleteAsync(_id, Token);

        await mine.RecordAsync(Change(4, SagaStatus.Running, 0), Token);

        Assert.Equal(4, (await new SagaQueries(azurite.Tables).FindAsync(_id, Token))!.Sequence);
    }

    [Fact]
    public void Remembered_MoreThanItMayKeep_ForgetsTheOldest()
    {
        var rows = new Remembered<string>(2);

        rows.Keep("a", "1");
        rows.Keep("b", "2");
        rows.Keep("c", "3");

        Assert.Equal((false, true, true), (rows.TryTake("a", out _), rows.TryTake("b", out _), rows.TryTake("c", out _)));
        Assert.False(rows.TryTake("c", out _));
    }

    [Fact]
    public void Remembered_TakenAndKeptAgain_TakesNoMoreRoomThanOnce()
    {
        var rows = new Remembered<string>(2);
        rows.Keep("a", "1");

        for (var time = 0; time < 20; time++)
        {
            Assert.True(Takes(rows));
            rows.Keep("a", "1");
        }

        Assert.True(rows.TryTake("a", out _));
    }

    [Fact]
    public void Remembered_OftenOutOfDate_IsHardlyAskedAnyMoreUntilItStandsAgain()
    {
        var rows = new Remembered<string>(10);
        for (var race = 0; race < 20; race++)
        {
            rows.Tell(stood: false);
        }

        var taken = Enumerable.Range(0, 320).Count(_ => Takes(rows));
        for (var race = 0; race < 16; race++)
        {
            rows.Tell(stood: true);
        }

        Assert.Equal(10, taken);
        Assert.True(Takes(rows));
    }

    private static bool Takes(Remembered<string> rows)
    {
        rows.Keep("a", "1");
        return rows.TryTake("a", out _);
    }

    private SagaViews Views()
    {
        var tables = azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry);
        return new SagaViews(tables, new SagaIndex(tables, _clock), _clock);
    }

    private async Task<SagaViews> AnnouncedAsync()
    {
        var tables = azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry);
        var index = new SagaIndex(tables, _clock);
        // Counts of every status that follows, so that none is new.
        foreach (var (status, id) in new[] { SagaStatus.Running, SagaStatus.Completed }.Zip(OthersOfItsBucket()))
        {
            await index.RecordAsync(new IndexEntry(id, Name, Protocol.Saga, 1, status, _clock.GetUtcNow(), _clock.GetUtcNow(), 1), Token);
        }

        await new Announcements(tables, index).InsertAsync(
            new Announcement(new SagaIdentity(_id, Name, Protocol.Saga, 1), _clock.GetUtcNow()) { Request = "{}", RequestHash = "hash", StepNames = ["A", "B", "C"] }, Token);
        return new SagaViews(tables, index, _clock);
    }

    private IEnumerable<string> OthersOfItsBucket() =>
        Enumerable.Range(0, int.MaxValue).Select(number => $"{_id}-{number}").Where(id => IndexRow.BucketOf(id) == IndexRow.BucketOf(_id));

    private SagaRows Change(long sequence, SagaStatus status, params int[] steps) => SagaRows.Of(
        new SagaHead { Saga = new SagaIdentity(_id, Name, Protocol.Saga, 1), Sequence = sequence, Status = status },
        steps.Select(step => new StepTimeline { Name = "ABC"[step].ToString(), Ordinal = step, Status = StepStatus.Running, Attempts = (int)sequence }));

    private async Task<IEnumerable<(SagaStatus, long)>> ListedAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        var page = await new SagaLists(azurite.Tables, tokens).ListAsync(new SagaFilter(Name, null, null, null), 10, null, Token);
        return page.Items.Where(saga => saga.Id == _id).Select(saga => (saga.Status, saga.Sequence));
    }

    private static string Shown(Uri url) => url.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal) ? "write" : $"read {url.AbsolutePath.Split('/', '(')[2]}";
}
