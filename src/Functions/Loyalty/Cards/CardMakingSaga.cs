using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>Takes a blank card and engraves it; part of <see cref="LoyaltySaga"/>, which undoes it as a whole.</summary>
public static class CardMakingSaga
{
    public static SagaDefinition<MakeCard, Card> Definition { get; } =
        Saga.For<MakeCard>("card-making")
            .Step<TakeBlankCard>().CompensateWith<PutBlankCardBack>()
            .Step<EngraveCard>().CompensateWith<ScrapCard>()
            .Returns((_, results) => results.Of<EngraveCard, Card>()!)
            .Build();
}
