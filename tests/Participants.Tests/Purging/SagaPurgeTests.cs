using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Outboxes;
using DurableSagas.Participants.Purging;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.Purging;

public sealed class SagaPurgeTests(AzuriteTables azurite)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task PurgeAsync_SagaEnded_FindsEveryPartitionInTheRegister()
    {
        var (table, register) = (await azurite.CreateTableAsync(_token), new SagaRegister(await azurite.CreateTableAsync(_token)));
        await RunAsync(table, register, "order-7", "p/1", "p/2");
        await RunAsync(table, register, "order-70", "p/1");

        var deleted = await new SagaPurge(azurite.Service, register).PurgeAsync("order-7", (_, _) => Task.FromResult(true), _token);

        var left = await table.QueryAsync<TableEntity>(cancellationToken: _token).Select(row => row.GetString("Saga")).Distinct().ToListAsync(_token);
        Assert.Equal(6, deleted);
        Assert.Equal(["order-70"], left);
        Assert.Empty(await register.FindAsync("order-7", _token));
        Assert.Single(await register.FindAsync("order-70", _token));
    }

    [Fact]
    public async Task PurgeAsync_SagaLives_RefusesAndKeepsTheRegister()
    {
        var (table, register) = (await azurite.CreateTableAsync(_token), new SagaRegister(await azurite.CreateTableAsync(_token)));
        await RunAsync(table, register, "order-7", "p/1");

        await Assert.ThrowsAsync<InvalidOperationException>(() => new SagaPurge(azurite.Service, register).PurgeAsync("order-7", (_, _) => Task.FromResult(false), _token));

        Assert.Equal(3, await table.QueryAsync<TableEntity>(cancellationToken: _token).CountAsync(_token));
        Assert.Single(await register.FindAsync("order-7", _token));
    }

    [Fact]
    public async Task PurgeAsync_EventNotRelayed_KeepsItAndItsPlaceInTheRegister()
    {
        var (table, register) = (await azurite.CreateTableAsync(_token), new SagaRegister(await azurite.CreateTableAsync(_token)));
        var barrier = new TransactionalBarrier(table, register);
        await barrier.RunAsync("p", new BarrierCall("order-7", "Write", BarrierOperation.Forward), (transaction, token) => Outbox.AddAsync(transaction, new OutboxEvent("1", "a", "Written", "{}", "order-7"), token), _token);
        var purge = new SagaPurge(azurite.Service, register);

        await purge.PurgeAsync("order-7", (_, _) => Task.FromResult(true), _token);
        var kept = await register.FindAsync("order-7", _token);
        var relayed = await new OutboxRelay(table, (_, _) => Task.CompletedTask).RelayAsync(_token);
        await purge.PurgeAsync("order-7", (_, _) => Task.FromResult(true), _token);

        Assert.Equal([(table.Name, "p")], kept);
        Assert.Equal(1, relayed.Relayed);
        Assert.Empty(await register.FindAsync("order-7", _token));
    }

    // A step in each partition, in either mode, and a compensation that comes first and bars its step.
    private async Task RunAsync(TableClient table, SagaRegister register, string saga, params string[] partitions)
    {
        var barrier = new TransactionalBarrier(table, register);
        var twoPhase = new TwoPhaseBarrier(table, register);

        foreach (var partition in partitions.Select(name => TableKey.Escape(name)))
        {
            await barrier.RunAsync(partition, new BarrierCall(saga, "Withdraw", BarrierOperation.Forward), (_, _) => Task.CompletedTask, _token);
            await twoPhase.RunAsync(partition, new BarrierCall(saga, "Charge", BarrierOperation.Forward), (_, _) => Task.FromResult(1), _token);
            await twoPhase.RunAsync(partition, new BarrierCall(saga, "Charge", BarrierOperation.Compensate), (_, _) => Task.FromResult(1), _token);
        }
    }
}
