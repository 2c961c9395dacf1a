using DurableSagas.Sagas.Definitions;

namespace Market.Gifting;

/// <summary>Sends an item as a gift, or unwraps it again.</summary>
public static class GiftingSaga
{
    public static SagaDefinition<GiftItem> Definition { get; } =
        Saga.For<GiftItem>("gifting")
            .Step<WrapGift>().CompensateWith<UnwrapGift>()
            .Pivot<DeliverGift>()
            .Build();
}
