using DurableSagas.Sagas.Definitions;
using Shop.Buying.Shelves;
using Shop.Buying.Wallets;

namespace Shop.Buying;

/// <summary>Takes an item from its shelf and is paid for it, or puts it back.</summary>
public static class BuyingSaga
{
    public static SagaDefinition<BuyItem> Definition { get; } =
        Saga.For<BuyItem>("buying")
            .Step<TakeItem>().CompensateWith<PutItemBack>()
            .Pivot<ChargeWallet>().CompensateWith<RefundWallet>()
            .Build();
}
