using DurableSagas.Participants.Barriers;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Shop.Buying;
using Shop.Buying.Shelves;
using Shop.Buying.Wallets;

namespace Shop.Tests;

public sealed class BuyingTests
{
    private readonly Mock<IShelves> _shelves = new();
    private readonly Mock<IWallets> _wallets = new();

    [Fact]
    public async Task Buying_AllWell_Completes()
    {
        await using var host = await StartAsync();

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal([nameof(TakeItem), nameof(ChargeWallet)], host.ActivityCalls);
    }

    [Fact]
    public async Task Buying_CustomerCannotPay_PutsTheItemBack()
    {
        _wallets
            .Setup(wallets => wallets.ChargeAsync(It.IsAny<BarrierCall>(), "ann", 2.50m, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StepRefusedException("Customer 'ann' has 0, the price is 2.50."));
        await using var host = await StartAsync();

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal((SagaStatus.Compensated, "Customer 'ann' has 0, the price is 2.50."), (outcome.Status, outcome.Reason));
        Assert.Equal([nameof(TakeItem), nameof(ChargeWallet), nameof(PutItemBack)], host.ActivityCalls);
    }

    // Nobody knows whether the wallet was charged: so it is refunded, and the barrier knows whether there is anything to refund.
    [Fact]
    public async Task Buying_NobodyKnowsWhetherTheWalletWasCharged_RefundsItAndPutsTheItemBack()
    {
        await using var host = await StartAsync();
        host.Faults.On<ChargeWallet>(Fault.Fails("no answer").AfterItsWork());

        var outcome = await host.RunAsync(BuyingSaga.Definition, BuyItem.Example);

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal([nameof(ChargeWallet), nameof(TakeItem)], outcome.Undone);
    }

    private Task<SagaTestHost> StartAsync() => SagaTestHost.StartAsync(
        services => services.AddSingleton(_shelves.Object).AddSingleton(_wallets.Object),
        new SagaTestOptions { Assembly = typeof(BuyingSaga).Assembly });
}
