using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class BarrierOnAzuriteTests(AzuriteTables azurite)
{
    private const int Pairs = 100;

    [Fact]
    public async Task RunAsync_HundredConcurrentPairsOnOneRow_LeavesTheLegalChangesOfEachOnly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var table = await azurite.CreateTableAsync(cancellationToken);
        var barrier = new TransactionalBarrier(table);
        await table.AddEntityAsync(new Account { Balance = 500.00m }, cancellationToken);

        var results = await Task.WhenAll(Enumerable.Range(0, Pairs * 2).Select(call => call % 2 == 0
            ? AccountCalls.WithdrawAsync(barrier, $"saga-{call / 2}", $"receipt-{call}", cancellationToken)
            : AccountCalls.GiveBackAsync(barrier, $"saga-{call / 2}", cancellationToken)));

        var account = await table.GetEntityAsync<Account>("account-1", "account", cancellationToken: cancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", results.GroupBy(r => r.Outcome).Select(g => $"{g.Key} {g.Count()}")));
        Assert.Equal(500.00m, account.Value.Balance);
    }
}
