using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Tests.Lists;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests.Approvals;

public sealed class ApprovalListsTests(AzuriteStorage azurite)
{
    private static readonly DateTimeOffset _noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _name = $"approved-{Guid.NewGuid():N}";
    private readonly CountedRequests _requests = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaViews Views => new(azurite.Tables, new SagaIndex(azurite.Tables, TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task List_OfWhatWaits_SaysWhereSinceWhenAndUntilWhenAndIsEmptyOnceItIsAnswered()
    {
        await RecordAsync("a", 1, Waiting());
        var waiting = await ListedAsync();
        await RecordAsync("a", 3, Answered());

        Assert.Equal([new WaitingApproval(IdOf("a"), _name, "Manager", _noon, _noon.AddDays(20)) { Ordinal = 1 }], waiting);
        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task List_WordThatComesLate_BringsNothingBackThatHasEnded()
    {
        await RecordAsync("a", 3, Answered());

        await RecordAsync("a", 1, Waiting());

        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task List_WriterThatStoppedBeforeItListed_ListsWhenItIsRunAgain()
    {
        await RecordAsync("a", 1, Waiting());
        await LoseEntriesAsync();

        await RecordAsync("a", 1, Waiting());

        Assert.Single(await ListedAsync());
    }

    [Fact]
    public async Task List_EntriesLost_AreBackWithTheRebuiltView()
    {
        await RecordAsync("a", 1, Waiting());
        await LoseEntriesAsync();

        await Views.RecordRebuiltAsync(Rows("a", 1, Waiting()), overSameSequence: true, Token);

        Assert.Single(await ListedAsync());
    }

    [Fact]
    public async Task List_SagaThatWasTerminated_WaitsNoMore()
    {
        await RecordAsync("a", 1, Waiting());

        await Views.RecordAsync(IdOf("a"), SagaStatus.Running, new OutsideEnd(SagaStatus.Terminated, "by hand", _noon), Token);

        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task List_TwoStepsOfOneSagaWait_HasBothUntilEachIsAnswered()
    {
        var second = Waiting() with { Name = "Director", Ordinal = 2 };
        await RecordAsync("a", 1, Waiting(), second);

        await RecordAsync("a", 3, Answered());

        Assert.Equal(["Director"], (await ListedAsync()).Select(approval => approval.Step));
    }

    [Fact]
    public async Task Entry_OfAViewThatDoesNotWait_IsTakenAwayAndOneThatDoesIsLeft()
    {
        var index = new ApprovalIndex(azurite.Tables);
        await RecordAsync("a", 1, Waiting());
        var entry = Assert.Single(await ListedAsync());
        var view = (await new Projections.Queries.SagaQueries(azurite.Tables).FindAsync(IdOf("a"), Token))!;

        Assert.False(await index.RemoveUnlessWaitingAsync(entry with { Link = "/api" }, view, Token));
        Assert.Single(await ListedAsync());
        // What it waited for before, it waits for no more.
        Assert.True(await index.RemoveUnlessWaitingAsync(entry with { Since = entry.Since.AddSeconds(-1) }, view, Token));
        Assert.Single(await ListedAsync());
        Assert.True(await index.RemoveUnlessWaitingAsync(entry, view with { Status = SagaStatus.Terminated }, Token));
        Assert.Empty(await ListedAsync());
        await index.ListAsync(view, Token);
        Assert.Single(await ListedAsync());
        Assert.True(await index.RemoveUnlessWaitingAsync(entry, null, Token));
        Assert.True(await index.RemoveUnlessWaitingAsync(entry, null, Token));
    }

    [Fact]
    public async Task List_OfAllNames_HasThoseOfEach()
    {
        await RecordAsync("a", 1, Waiting());
        using var tokens = new ContinuationTokens(azurite.Tables);

        var all = await new ApprovalLists(azurite.Tables, tokens).ListAsync(null, 200, null, Token);
        var ofAnother = await new ApprovalLists(azurite.Tables, tokens).ListAsync($"{_name}x", 200, null, Token);

        Assert.Single(all.Items, approval => approval.Id == IdOf("a"));
        Assert.Empty(ofAnother.Items);
    }

    [Fact]
    public async Task Page_TenTimesAsManyApprovals_TakesTheSameRequestsAndAllPagesHaveAllOldestFirst()
    {
        await RecordManyAsync(0, 6);
        var few = await PagesAsync(5);

        await RecordManyAsync(6, 60);
        var many = await PagesAsync(5);

        Assert.All(few.Concat(many), page => Assert.Equal(IndexRow.Buckets, page.Requests));
        Assert.Equal((2, 12), (few.Count, many.Count));
        Assert.Equal(Enumerable.Range(0, 60).Select(number => IdOf($"{number}")), many.SelectMany(page => page.Ids));
    }

    [Fact]
    public async Task Page_TokenOfAnotherList_IsRefused()
    {
        await RecordManyAsync(0, 2);
        using var tokens = new ContinuationTokens(azurite.Tables);
        var page = await new ApprovalLists(azurite.Tables, tokens).ListAsync(_name, 1, null, Token);

        await Assert.ThrowsAsync<ContinuationTokenException>(() => new ApprovalLists(azurite.Tables, tokens).ListAsync(null, 1, page.ContinuationToken, Token));
        await Assert.ThrowsAsync<ContinuationTokenException>(() => new SagaLists(azurite.Tables, tokens).ListAsync(new SagaFilter(_name, null, null, null), 1, page.ContinuationToken, Token));
    }

    private static StepTimeline Waiting() => new() { Name = "Manager", Ordinal = 1, Status = StepStatus.Running, StartedAt = _noon, Until = _noon.AddDays(20) };

    private static StepTimeline Answered() => Waiting() with { Status = StepStatus.Succeeded, FinishedAt = _noon.AddDays(1), Until = null };

    private string IdOf(string saga) => $"{_name}-{saga}";

    private SagaRows Rows(string saga, long sequence, params StepTimeline[] steps) =>
        SagaRows.Of(new SagaHead { Saga = new SagaIdentity(IdOf(saga), _name, Protocol.Saga, 1), Status = SagaStatus.Running, Sequence = sequence, UpdatedAt = _noon, StepNames = ["A", "Manager", "Director"] }, steps);

    private Task RecordAsync(string saga, long sequence, params StepTimeline[] steps) => Views.RecordAsync(Rows(saga, sequence, steps), Token);

    private async Task RecordManyAsync(int from, int to)
    {
        foreach (var number in Enumerable.Range(from, to - from))
        {
            await RecordAsync($"{number}", 1, Waiting() with { StartedAt = _noon.AddSeconds(number) });
        }
    }

    private async Task<IReadOnlyList<WaitingApproval>> ListedAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        return (await new ApprovalLists(azurite.Tables, tokens).ListAsync(_name, 100, null, Token)).Items;
    }

    private async Task LoseEntriesAsync()
    {
        foreach (var approval in await ListedAsync())
        {
            await new ApprovalIndex(azurite.Tables).RemoveUnlessWaitingAsync(approval, null, Token);
        }

        Assert.Empty(await ListedAsync());
    }

    private async Task<List<(int Requests, string[] Ids)>> PagesAsync(int size)
    {
        var tables = azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry);
        using var tokens = new ContinuationTokens(azurite.Tables);
        var lists = new ApprovalLists(tables, tokens);
        List<(int, string[])> pages = [];
        _requests.Take();
        string? token = null;
        do
        {
            var page = await lists.ListAsync(_name, size, token, Token);
            pages.Add((_requests.Take().Count, [.. page.Items.Select(approval => approval.Id)]));
            token = page.ContinuationToken;
        }
        while (token is not null);

        return pages;
    }
}
