using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tests.Exploration;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class BarrierTransactionTests
{
    private readonly TableStore _store = GuardedTable.New();

    public static TheoryData<string, Action<BarrierTransaction>> Mistakes => new()
    {
        { "Row 'r' is in partition 'elsewhere'; the transaction holds partition 'p' only.", transaction => transaction.Insert(new TableEntity("elsewhere", "r")) },
        { "Row key 'b|r' begins with 'b|', which is kept for barrier rows.", transaction => transaction.Insert(new TableEntity("p", "b|r")) },
        { "Row 'r' of partition 'p' has no ETag; read it in the change before writing it.", transaction => transaction.Update(new TableEntity("p", "r")) },
        { "Row 'r' of partition 'p' has no ETag; read it in the change before writing it.", transaction => transaction.Delete(new TableEntity("p", "r") { ETag = ETag.All }) },
        { "Row 'r' of partition 'p' is written twice; a transaction writes a row once.", transaction => InsertTwice(transaction) },
        { "Partition 'p': a transaction writes at most 99 rows beside the barrier's.", transaction => InsertMany(transaction, 100) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task Write_Mistaken_IsRefusedBeforeAnythingIsWritten(string message, Action<BarrierTransaction> mistake)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(mistake));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal("", _store.State);
    }

    [Fact]
    public async Task Insert_AsManyRowsAsFit_AreWrittenWithTheBarriersRow()
    {
        await RunAsync(transaction => InsertMany(transaction, 99));

        Assert.Equal(100, _store.State.Split('\n').Length);
    }

    private Task<BarrierOutcome> RunAsync(Action<BarrierTransaction> change) =>
        new TransactionalBarrier(GuardedTable.Connect(_store), register: null).RunAsync(
            "p",
            new BarrierCall("order-7", "ReserveStock", BarrierOperation.Forward),
            (transaction, _) =>
            {
                change(transaction);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

    private static void InsertTwice(BarrierTransaction transaction)
    {
        transaction.Insert(new TableEntity("p", "r"));
        transaction.Insert(new TableEntity("p", "r"));
    }

    private static void InsertMany(BarrierTransaction transaction, int count)
    {
        foreach (var row in Enumerable.Range(0, count))
        {
            transaction.Insert(new TableEntity("p", $"r{row}"));
        }
    }
}
