using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Outboxes;
using DurableSagas.Participants.Tests.Exploration;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Outboxes;

public sealed class OutboxRelayTests
{
    private readonly TableStore _store = GuardedTable.New();
    private readonly TableClient _table;
    private readonly List<string> _published = [];
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public OutboxRelayTests() => _table = GuardedTable.Connect(_store);

    [Fact]
    public async Task RelayAsync_OneEntityPoisoned_BlocksThatEntityOnly()
    {
        await AddAsync("a1", "a");
        await AddAsync("b1", "b");
        await AddAsync("a2", "a");
        await AddAsync("b2", "b");

        var result = await RelayAsync(poisoned: "a1");

        Assert.Equal(["b1", "b2"], _published);
        Assert.Equal([KeyValuePair.Create("a", "cannot publish a1")], result.Blocked);
        Assert.Contains("\"Failures\":1,\"Error\":\"cannot publish a1\"", _store.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RelayAsync_PoisonMended_GoesOnInOrder()
    {
        await AddAsync("a1", "a");
        await AddAsync("a2", "a");
        await RelayAsync(poisoned: "a1");

        var result = await RelayAsync(poisoned: null);

        Assert.Equal(["a1", "a2"], _published);
        Assert.Equal(2, result.Relayed);
    }

    [Fact]
    public async Task RelayAsync_MoreThanABatch_LeavesTheRestForTheNextRun()
    {
        await AddAsync("a1", "a");
        await AddAsync("a2", "a");
        await AddAsync("a3", "a");

        var first = await RelayAsync(poisoned: null, batch: 2);
        var second = await RelayAsync(poisoned: null, batch: 2);

        Assert.Equal([2, 1], [first.Relayed, second.Relayed]);
        Assert.Equal(["a1", "a2", "a3"], _published);
    }

    [Fact]
    public async Task RelayAsync_OnePartitionAtItsWritersHand_PublishesAtOnce()
    {
        await AddAsync("a1", "a");

        var result = await NewRelay(null, 100).RelayAsync("p", _token);

        Assert.Equal(1, result.Relayed);
        Assert.DoesNotContain("o|register", _store.State.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RelayAsync_PoisonedAgain_CountsEachFailure()
    {
        await AddAsync("a1", "a");

        await RelayAsync(poisoned: "a1");
        await RelayAsync(poisoned: "a1");

        Assert.Contains("\"Failures\":2,", _store.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_SeveralOfOnePartition_StandInOrderBehindOneRegistrationUntilAllAreRelayed()
    {
        await AddAsync("a1", "a");
        await AddAsync("a2", "a");

        var waiting = _store.State;
        await RelayAsync(poisoned: null);
        var relayed = _store.State;
        await AddAsync("a3", "a");

        Assert.Contains("\"RowKey\":\"o|0000000000000000002\"", waiting, StringComparison.Ordinal);
        Assert.Contains("1 {\"PartitionKey\":\"o|register\",\"RowKey\":\"p\"", waiting, StringComparison.Ordinal);
        Assert.Contains("\"IsRegistered\":false", relayed, StringComparison.Ordinal);
        Assert.DoesNotContain("\"PartitionKey\":\"o|register\"", relayed, StringComparison.Ordinal);
        Assert.Contains("\"PartitionKey\":\"o|register\"", _store.State, StringComparison.Ordinal);
    }

    private Task<RelayResult> RelayAsync(string? poisoned, int batch = 100) => NewRelay(poisoned, batch).RelayAsync(_token);

    private OutboxRelay NewRelay(string? poisoned, int batch) => new(_table, (value, _) =>
    {
        _published.Add(value.Id != poisoned ? value.Id : throw new InvalidOperationException($"cannot publish {value.Id}"));
        return Task.CompletedTask;
    }, batch);

    private Task<BarrierOutcome> AddAsync(string id, string entity) => new TransactionalBarrier(_table, register: null).RunAsync(
        "p",
        new BarrierCall(id, "Write", BarrierOperation.Forward),
        (transaction, token) => Outbox.AddAsync(transaction, new OutboxEvent(id, entity, "Written", "{}", id), token),
        _token);
}
