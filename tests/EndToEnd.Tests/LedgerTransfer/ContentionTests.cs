using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

public sealed class ContentionTests(AppHost host)
{
    private const decimal Opening = 1000m;
    private const decimal Amount = 10m;

    [Theory]
    [InlineData(8, false, 8)]
    [InlineData(40, true, 38)]
    public async Task Transfers_ByTwoPhaseCommitBetweenTheSameAccounts_DoNotAllLose(int count, bool goBothWays, int leastCompleted)
    {
        var bank = await Bank.OpenAsync(host.App, Opening);
        var back = Enumerable.Range(0, count).Select(transfer => goBothWays && transfer % 2 == 1).ToArray();

        var ids = await Task.WhenAll(back.Select(isBack => StartAsync(bank, isBack)));
        var sagas = await Task.WhenAll(ids.Select(bank.EndedAsync));

        var (from, to) = await bank.AccountsAsync();
        var moved = sagas.Zip(back).Where(pair => pair.First.Status == "Completed").Sum(pair => pair.Second ? -Amount : Amount);
        Assert.All(sagas, saga => Assert.Contains(saga.Status, new[] { "Completed", "Compensated" }));
        Assert.InRange(sagas.Count(saga => saga.Status == "Completed"), leastCompleted, count);
        Assert.Equal((Opening - moved, Opening + moved), (from.Balance, to.Balance));
        Assert.True(from.IsFree && to.IsFree);
    }

    private static async Task<string> StartAsync(Bank bank, bool isBack)
    {
        var json = isBack ? Bank.Transfer(bank.To, bank.From, Amount, "{}") : Bank.Transfer(bank.From, bank.To, Amount, "{}");
        return (await bank.App.PostAsync("api/sagas/transfer-2pc", json)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
    }
}
