using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests;

public sealed class SagaListsTests(AzuriteStorage azurite)
{
    private static readonly DateTimeOffset _noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _name = $"listed-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaLists Lists => new(azurite.Tables, new ContinuationTokens(azurite.Tables));

    [Fact]
    public async Task List_PageByPage_ShowsEverySagaOnceNewestFirst()
    {
        await InsertAsync(25);

        List<string> shown = [];
        var filter = new SagaFilter(_name, null, null, null);
        string? token = null;
        do
        {
            // A new reader each time: a token survives a restart.
            var page = await Lists.ListAsync(filter, 7, token, Token);
            shown.AddRange(page.Items.Select(saga => saga.Id));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(Id), shown);
    }

    [Fact]
    public async Task List_Filtered_ShowsWhatFitsAllOfIt()
    {
        await InsertAsync(10);
        await MoveAsync(3, SagaStatus.Stuck);
        await MoveAsync(7, SagaStatus.Stuck);

        var stuck = await Lists.ListAsync(new SagaFilter(_name, SagaStatus.Stuck, null, null), 50, null, Token);
        var early = await Lists.ListAsync(new SagaFilter(_name, SagaStatus.Stuck, _noon, _noon.AddMinutes(7)), 50, null, Token);
        var pending = await Lists.ListAsync(new SagaFilter(_name, SagaStatus.Pending, _noon.AddMinutes(2), _noon.AddMinutes(5)), 50, null, Token);

        Assert.Equal([Id(7), Id(3)], stuck.Items.Select(saga => saga.Id));
        Assert.Equal([Id(3)], early.Items.Select(saga => saga.Id));
        Assert.Equal([Id(4), Id(2)], pending.Items.Select(saga => saga.Id));
    }

    [Fact]
    public async Task Token_AlteredOrOfAnotherFilter_IsRefused()
    {
        await InsertAsync(3);
        var filter = new SagaFilter(_name, null, null, null);
        var token = (await Lists.ListAsync(filter, 1, null, Token)).ContinuationToken!;

        await Assert.ThrowsAsync<ContinuationTokenException>(() => Lists.ListAsync(filter with { Status = SagaStatus.Pending }, 1, token, Token));
        await Assert.ThrowsAsync<ContinuationTokenException>(() => Lists.ListAsync(filter, 1, $"{token[..^1]}{(token[^1] == 'A' ? 'B' : 'A')}", Token));
        await Assert.ThrowsAsync<ContinuationTokenException>(() => Lists.ListAsync(filter, 1, "none", Token));
    }

    [Fact]
    public async Task Counts_SagasMovingAtOnce_AreExact()
    {
        await InsertAsync(20);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(index => MoveAsync(index, index % 4 == 0 ? SagaStatus.Compensated : SagaStatus.Completed)));

        var counts = (await Lists.CountAsync(Token)).Where(count => count.Name == _name);
        Assert.Equal([(SagaStatus.Completed, 15L), (SagaStatus.Compensated, 5L)], counts.Select(count => (count.Status, count.Count)));
    }

    [Fact]
    public async Task Record_OlderThanKnown_ChangesNothing()
    {
        await InsertAsync(1);
        await MoveAsync(0, SagaStatus.Completed, sequence: 9);

        await MoveAsync(0, SagaStatus.Running, sequence: 2);

        var page = await Lists.ListAsync(new SagaFilter(_name, SagaStatus.Completed, null, null), 5, null, Token);
        Assert.Equal([(Id(0), 9L)], page.Items.Select(saga => (saga.Id, saga.Sequence)));
    }

    private string Id(int index) => $"{_name}-{index:D2}";

    private Task InsertAsync(int sagas) => Task.WhenAll(Enumerable.Range(0, sagas).Select(index => MoveAsync(index, SagaStatus.Pending, 0)));

    private Task MoveAsync(int index, SagaStatus status, long sequence = 5) => new SagaIndex(azurite.Tables, TimeProvider.System).RecordAsync(
        new IndexEntry(Id(index), _name, Protocol.Saga, 1, status, _noon.AddMinutes(index), _noon.AddMinutes(index), sequence),
        Token);
}
