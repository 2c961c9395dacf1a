using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests.Lists;

public sealed class ListedSagasTests(AzuriteStorage azurite)
{
    private readonly string _name = $"listed-{Guid.NewGuid():N}";
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly SetClock _clock = new(SagaUnderTest.Created);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaViews Views => new(azurite.Tables, new SagaIndex(azurite.Tables, _clock), _clock);

    private SagaViews ViewsThatStopBeforeListing
    {
        get
        {
            var tables = azurite.TablesWith(new BeforeCommit(() => throw new IOException("The process ended.")));
            return new SagaViews(azurite.Tables, new SagaIndex(tables, _clock), _clock);
        }
    }

    [Fact]
    public async Task RecordAsync_SagaThatNoStarterInserted_IsListedFromItsFirstStep()
    {
        await Views.RecordAsync(Change(2, SagaStatus.Running), Token);

        Assert.Equal([(_id, SagaStatus.Running, 2L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_RepeatedAfterACrashBeforeListing_ListsWhatTheViewSays()
    {
        await InsertAsync();
        await Assert.ThrowsAsync<IOException>(() => ViewsThatStopBeforeListing.RecordAsync(Change(3, SagaStatus.Stuck), Token));

        await Views.RecordAsync(Change(3, SagaStatus.Stuck), Token);

        Assert.Equal([(_id, SagaStatus.Stuck, 3L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_LateBranch_ListsWhatTheViewSaysAndNotItself()
    {
        await InsertAsync();
        await Assert.ThrowsAsync<IOException>(() => ViewsThatStopBeforeListing.RecordAsync(Change(5, SagaStatus.Compensating), Token));

        await Views.RecordAsync(Change(4, SagaStatus.Running), Token);

        Assert.Equal([(_id, SagaStatus.Compensating, 5L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_TimelineBehindTheView_LeavesTheListAsItIs()
    {
        await InsertAsync();
        await Views.RecordAsync(Change(5, SagaStatus.Stuck), Token);

        await Views.RecordAsync(SagaRows.Of(new SagaTimeline { Saga = new SagaIdentity(_id, _name, Protocol.Saga, 1), Status = SagaStatus.Completed, Sequence = 4, Steps = [] }), Token);

        Assert.Equal([(_id, SagaStatus.Stuck, 5L)], await ListedAsync());
    }

    [Fact]
    public async Task RecordAsync_OfAKeyedSagaThatIsStuckAndGoesOn_ListsWhereAndWhyAndThenNeither()
    {
        var announced = new Announcement(new SagaIdentity(_id, _name, Protocol.Saga, 1), _clock.GetUtcNow()) { Request = "{}", RequestHash = "hash", StepNames = ["Take"], Key = _name };
        await new Announcements(azurite.Tables, new SagaIndex(azurite.Tables, _clock)).InsertAsync(announced, Token);
        var head = new SagaHead { Saga = announced.Saga, Sequence = 3, Status = SagaStatus.Stuck, Step = "Take", Error = "Take: gone.\nSee the log." };

        await Views.RecordAsync(SagaRows.Of(head), Token);
        var stuck = await KeyedAsync();
        await Views.RecordAsync(SagaRows.Of(head with { Sequence = 4, Status = SagaStatus.Compensating, Step = null, Error = null }), Token);
        var undoing = await KeyedAsync();
        await Views.RecordAsync(SagaRows.Of(head with { Sequence = 6, Status = SagaStatus.Compensated, Step = "Pay", Error = null, Outcome = new() { Status = SagaStatus.Compensated, Step = "Pay", Reason = "no money" } }), Token);

        Assert.Equal((SagaStatus.Stuck, "Take", "Take: gone."), (stuck.Status, stuck.Step, stuck.Error));
        Assert.Equal((SagaStatus.Compensating, null, null), (undoing.Status, undoing.Step, undoing.Error));
        var ended = await KeyedAsync();
        Assert.Equal((SagaStatus.Compensated, "Pay", "no money"), (ended.Status, ended.Step, ended.Error));
    }

    private Task<Announcement?> InsertAsync() => new Announcements(azurite.Tables, new SagaIndex(azurite.Tables, _clock)).InsertAsync(
        new Announcement(new SagaIdentity(_id, _name, Protocol.Saga, 1), _clock.GetUtcNow()) { Request = "{}", RequestHash = "hash", StepNames = ["Take"] }, Token);

    private SagaRows Change(long sequence, SagaStatus status) => SagaRows.Of(
        new SagaHead { Saga = new SagaIdentity(_id, _name, Protocol.Saga, 1), Sequence = sequence, Status = status },
        new StepTimeline { Name = "Take", Ordinal = 0, Status = StepStatus.Running, Attempts = 1 });

    private async Task<IndexEntry> KeyedAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        return Assert.Single((await new SagaLists(azurite.Tables, tokens).ListAsync(new SagaFilter(null, null, null, null) { Key = _name }, 10, null, Token)).Items);
    }

    private async Task<IEnumerable<(string, SagaStatus, long)>> ListedAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        var page = await new SagaLists(azurite.Tables, tokens).ListAsync(new SagaFilter(_name, null, null, null), 10, null, Token);
        return page.Items.Select(saga => (saga.Id, saga.Status, saga.Sequence));
    }
}
