using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Purging;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.Purging;

public sealed class BarrierPurgeTests(AzuriteTables azurite)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task PurgeAsync_SagaEnded_DeletesItsRowsInThatPartitionOnly()
    {
        var table = await azurite.CreateTableAsync(_token);
        await RunAsync(table, "p", "order-7", "order-7'", "order-7|Withdraw", "order-70", "order-6");
        await RunAsync(table, "q", "order-7");
        await table.AddEntityAsync(new TableEntity("p", "business"), _token);

        var deleted = await new BarrierPurge(table).PurgeAsync("p", "order-7", (_, _) => Task.FromResult(true), _token);

        var left = await table.QueryAsync<TableEntity>(cancellationToken: _token).Select(row => $"{row.PartitionKey} {row.GetString("Saga")}").Distinct().Order().ToListAsync(_token);
        Assert.Equal(4, deleted);
        Assert.Equal(["p ", "p order-6", "p order-7'", "p order-70", "p order-7|Withdraw", "q order-7"], left);
    }

    [Fact]
    public async Task PurgeAsync_SagaLives_RefusesAndDeletesNothing()
    {
        var table = await azurite.CreateTableAsync(_token);
        await RunAsync(table, "p", "order-7");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new BarrierPurge(table).PurgeAsync("p", "order-7", (saga, _) => Task.FromResult(saga != "order-7"), _token));

        Assert.Equal($"Saga 'order-7' has not ended: its barrier rows in table '{table.Name}', partition 'p', must stay.", refused.Message);
        Assert.Equal(4, await table.QueryAsync<TableEntity>(cancellationToken: _token).CountAsync(_token));
    }

    [Fact]
    public async Task PurgeAsync_Again_DeletesNothing()
    {
        var table = await azurite.CreateTableAsync(_token);

        var deleted = await new BarrierPurge(table).PurgeAsync("p", "order-7", (_, _) => Task.FromResult(true), _token);

        Assert.Equal(0, deleted);
    }

    // Two rows of a compensated step, and two of a compensation that found nothing.
    private async Task RunAsync(TableClient table, string partitionKey, params string[] sagas)
    {
        var barrier = new TransactionalBarrier(table, register: null);

        foreach (var saga in sagas)
        {
            var call = new BarrierCall(saga, "Withdraw", BarrierOperation.Forward);
            await barrier.RunAsync(partitionKey, call, (_, _) => Task.CompletedTask, _token);
            await barrier.RunAsync(partitionKey, call with { Operation = BarrierOperation.Compensate }, (_, _) => Task.CompletedTask, _token);
            await barrier.RunAsync(partitionKey, new BarrierCall(saga, "Ship", BarrierOperation.Compensate), (_, _) => Task.CompletedTask, _token);
        }
    }
}
