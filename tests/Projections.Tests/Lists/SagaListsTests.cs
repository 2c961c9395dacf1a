using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests.Lists;

public sealed class SagaListsTests(AzuriteStorage azurite)
{
    private const string Base64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly DateTimeOffset _noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private string _name = $"listed-{Guid.NewGuid():N}";

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
    public async Task List_OfAProtocol_ShowsItsSagasAloneAlsoByStatusAndByName()
    {
        var index = new SagaIndex(azurite.Tables, TimeProvider.System);
        await index.RecordAsync(Entry(0, SagaStatus.Stuck, 1), Token);
        await index.RecordAsync(Entry(1, SagaStatus.Stuck, 1) with { Protocol = Protocol.Tcc }, Token);
        await index.RecordAsync(Entry(2, SagaStatus.Running, 1) with { Protocol = Protocol.Tcc }, Token);
        var tcc = new SagaFilter(null, null, _noon, _noon.AddMinutes(3)) { Protocol = Protocol.Tcc };

        Assert.Equal([Id(2), Id(1)], await OwnAsync(tcc));
        Assert.Equal([Id(1)], await OwnAsync(tcc with { Status = SagaStatus.Stuck }));
        Assert.Equal([Id(2), Id(1)], await OwnAsync(tcc with { Name = _name }));
        Assert.Equal([Id(1)], await OwnAsync(tcc with { Name = _name, Status = SagaStatus.Stuck, IsOldestFirst = true }));
        Assert.Equal([Id(0)], await OwnAsync(tcc with { Protocol = Protocol.Saga }));
    }

    [Fact]
    public async Task List_OfAKey_ShowsTheSagasThatHaveItWhereverTheyStand()
    {
        var (index, key) = (new SagaIndex(azurite.Tables, TimeProvider.System), $"o/4 #? {_name}");
        await index.RecordAsync(Entry(0, SagaStatus.Pending, 0) with { Key = key }, Token);
        await index.RecordAsync(Entry(1, SagaStatus.Pending, 0) with { Key = key }, Token);
        await index.RecordAsync(Entry(2, SagaStatus.Pending, 0) with { Key = $"{key}4" }, Token);
        await index.RecordAsync(Entry(1, SagaStatus.Completed, 3) with { Key = key }, Token);

        var found = await Lists.ListAsync(new SagaFilter(null, null, null, null) { Key = key }, 10, null, Token);

        Assert.Equal([(Id(1), SagaStatus.Completed, key), (Id(0), SagaStatus.Pending, key)], found.Items.Select(saga => (saga.Id, saga.Status, saga.Key)));
        Assert.Equal([Id(0)], await OwnAsync(new SagaFilter(null, SagaStatus.Pending, null, null) { Key = key }));
        await index.RemoveAsync(Entry(0, SagaStatus.Pending, 0), Token);
        Assert.Equal([Id(1)], await OwnAsync(new SagaFilter(null, null, null, null) { Key = key }));
    }

    [Fact]
    public async Task List_OldestFirst_ShowsWhatIsStuckUntilItGoesOn()
    {
        await InsertAsync(6);
        foreach (var saga in new[] { 4, 1, 3 })
        {
            await MoveAsync(saga, SagaStatus.Stuck);
        }

        await MoveAsync(3, SagaStatus.Compensating, sequence: 6);

        var stuck = new SagaFilter(_name, SagaStatus.Stuck, null, null) { IsOldestFirst = true };
        var first = await Lists.ListAsync(stuck, 1, null, Token);
        var next = await Lists.ListAsync(stuck, 1, first.ContinuationToken, Token);

        Assert.Equal([Id(1), Id(4)], first.Items.Concat(next.Items).Select(saga => saga.Id));
        Assert.Null(next.ContinuationToken);
        Assert.Equal([Id(4)], await OwnAsync(stuck with { Name = null, From = _noon.AddMinutes(2), To = _noon.AddMinutes(5) }));
        Assert.Equal([Id(1)], await OwnAsync(stuck with { To = _noon.AddMinutes(4) }));
    }

    [Fact]
    public async Task List_OfASagaThatIsStuckAgainAtAnotherError_ShowsThatAndCountsItOnce()
    {
        await InsertAsync(1);
        var index = new SagaIndex(azurite.Tables, TimeProvider.System);
        await index.RecordAsync(Entry(0, SagaStatus.Stuck, 5) with { Step = "Take", Error = "broken" }, Token);

        await index.RecordAsync(Entry(0, SagaStatus.Stuck, 5) with { Step = "Take", Error = "broken otherwise" }, Token);

        var shown = (await Lists.ListAsync(new SagaFilter(_name, SagaStatus.Stuck, null, null) { IsOldestFirst = true }, 5, null, Token)).Items;
        Assert.Equal([("Take", "broken otherwise")], shown.Select(saga => (saga.Step, saga.Error)));
        Assert.Equal([(SagaStatus.Stuck, 1L)], (await Lists.CountAsync(Token)).Where(count => count.Name == _name).Select(count => (count.Status, count.Count)));
    }

    [Fact]
    public async Task Record_OfASagaListedBeforeThereWereListsByProtocol_MovesAndRemovesIt()
    {
        await InsertAsync(2);
        var table = azurite.Tables.GetTableClient(SagaIndex.Table);
        foreach (var row in await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"name eq {_name}"), cancellationToken: Token).ToListAsync(Token))
        {
            if (row.RowKey[0] is 'p' or 'y')
            {
                await table.DeleteEntityAsync(row, cancellationToken: Token);
            }
            else if (row.Remove("layout"))
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Token);
            }
        }

        await MoveAsync(0, SagaStatus.Stuck);
        await new SagaIndex(azurite.Tables, TimeProvider.System).RemoveAsync(Entry(1, SagaStatus.Pending, 0), Token);

        Assert.Equal([Id(0)], await OwnAsync(new SagaFilter(null, SagaStatus.Stuck, _noon, _noon.AddMinutes(1)) { Protocol = Protocol.Saga }));
        Assert.Equal([Id(0)], await OwnAsync(new SagaFilter(_name, null, null, null)));
    }

    [Fact]
    public async Task Token_OfAnotherFilterOrNone_IsRefused()
    {
        await InsertAsync(3);
        var filter = new SagaFilter(_name, null, null, null);
        var token = await TokenAsync(filter);

        await RefusedAsync(filter with { Status = SagaStatus.Pending }, token);
        await RefusedAsync(filter with { From = _noon }, token);
        await RefusedAsync(filter with { Protocol = Protocol.Saga }, token);
        await RefusedAsync(filter with { Key = "key" }, token);
        await RefusedAsync(filter, "none");
        await RefusedAsync(filter, $" {token}");
        await RefusedAsync(filter, $"{token}=");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xy")]
    public async Task Token_AnyCharacterAltered_IsRefused(string longer)
    {
        // Of three lengths: the last character of a token carries six, four or two bits that count.
        _name += longer;
        await InsertAsync(3);
        var filter = new SagaFilter(_name, null, null, null);
        var token = await TokenAsync(filter);

        var altered = Enumerable.Range(0, token.Length).Select(at => $"{token[..at]}{Base64Url[Base64Url.IndexOf(token[at], StringComparison.Ordinal) ^ 1]}{token[(at + 1)..]}");

        foreach (var other in altered)
        {
            await RefusedAsync(filter, other);
        }
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
    public async Task Counts_LastSagaRemoved_LeaveNoRow()
    {
        await InsertAsync(1);

        await new SagaIndex(azurite.Tables, TimeProvider.System).RemoveAsync(Entry(0, SagaStatus.Pending, 0), Token);

        var left = azurite.Tables.GetTableClient(SagaIndex.Table).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"name eq {_name}"), cancellationToken: Token);
        Assert.Empty(await left.ToListAsync(Token));
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

    // Other tests' sagas stand in the same lists.
    private async Task<string[]> OwnAsync(SagaFilter filter) =>
        [.. (await Lists.ListAsync(filter, 200, null, Token)).Items.Select(saga => saga.Id).Where(id => id.StartsWith(_name, StringComparison.Ordinal))];

    private string Id(int index) => $"{_name}-{index:D2}";

    private Task InsertAsync(int sagas) => Task.WhenAll(Enumerable.Range(0, sagas).Select(index => MoveAsync(index, SagaStatus.Pending, 0)));

    private Task MoveAsync(int index, SagaStatus status, long sequence = 5) =>
        new SagaIndex(azurite.Tables, TimeProvider.System).RecordAsync(Entry(index, status, sequence), Token);

    private IndexEntry Entry(int index, SagaStatus status, long sequence) =>
        new(Id(index), _name, Protocol.Saga, 1, status, _noon.AddMinutes(index), _noon.AddMinutes(index), sequence);

    private async Task<string> TokenAsync(SagaFilter filter) =>
        (await Lists.ListAsync(filter, 1, null, Token)).ContinuationToken ?? throw new InvalidOperationException("There is but one page.");

    private Task<ContinuationTokenException> RefusedAsync(SagaFilter filter, string token) =>
        Assert.ThrowsAsync<ContinuationTokenException>(() => Lists.ListAsync(filter, 1, token, Token));
}
