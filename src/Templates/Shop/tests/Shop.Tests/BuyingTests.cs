using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using DurableSagas.Testing.Exploration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Buying;
using Shop.Buying.Shelves;
using Shop.Buying.Wallets;

namespace Shop.Tests;

/// <summary>The saga with its own participants, whose tables are in memory.</summary>
public sealed class BuyingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Buying_AllWell_TakesOnePieceAndItsPrice()
    {
        await using var host = await StartAsync(balance: 10.00m);

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal([nameof(TakeItem), nameof(ChargeWallet)], host.ActivityCalls);
        Assert.Equal((2, 7.50m), await FindAsync(host));
    }

    [Fact]
    public async Task Buying_CustomerCannotPay_PutsTheItemBack()
    {
        await using var host = await StartAsync(balance: 1.00m);

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal((SagaStatus.Compensated, "Customer 'ann' has 1.00, the price is 2.50."), (outcome.Status, outcome.Reason));
        Assert.Equal([nameof(TakeItem), nameof(ChargeWallet), nameof(PutItemBack)], host.ActivityCalls);
        Assert.Equal((3, 1.00m), await FindAsync(host));
    }

    // Nobody knows whether the wallet was charged: so it is refunded, and the barrier knows whether there is anything to refund.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Buying_NobodyKnowsWhetherTheWalletWasCharged_GivesBackWhatWasTaken(bool wasCharged)
    {
        await using var host = await StartAsync(balance: 10.00m);
        var fault = Fault.Fails("no answer");
        host.Faults.On<ChargeWallet>(wasCharged ? fault.AfterItsWork() : fault);

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal([nameof(ChargeWallet), nameof(TakeItem)], outcome.Undone);
        Assert.Equal((3, 10.00m), await FindAsync(host));
    }

    // Every result of every step and compensation, and each of these again with a crash at every commit.
    [Fact]
    public async Task Buying_WhateverGoesWrong_IsDoneOrUndoneAsAWhole()
    {
        await using var host = await SagaTestHost.StartAsync(new BuyingServices().AddTo);

        var result = await host.ExploreAsync(
            BuyingSaga.Definition,
            BuyItem.Example,
            async explored =>
            {
                var isBought = explored.Outcome?.Status == SagaStatus.Completed;
                Assert.True(explored.IsStuck || await FindAsync(explored.Host) == (isBought ? (2, 7.50m) : (3, 10.00m)));
            },
            new ExplorationOptions { PrepareAsync = another => FillAsync(another, balance: 10.00m) });

        Assert.InRange(result.Cases, 500, 5000);
    }

    private static async Task<SagaTestHost> StartAsync(decimal balance)
    {
        var host = await SagaTestHost.StartAsync(new BuyingServices().AddTo);
        await FillAsync(host, balance);
        return host;
    }

    private static async Task FillAsync(SagaTestHost host, decimal balance)
    {
        await host.Services.GetRequiredService<IShelves>().FillAsync("apple", new ShelfFilling(3), Token);
        await host.Services.GetRequiredService<IWallets>().PutAsync("ann", new WalletBalance(balance), Token);
    }

    private static async Task<(int Pieces, decimal Balance)> FindAsync(SagaTestHost host) => (
        (await host.Services.GetRequiredService<IShelves>().FindAsync("apple", Token))!.Pieces,
        (await host.Services.GetRequiredService<IWallets>().FindAsync("ann", Token))!.Balance);
}
