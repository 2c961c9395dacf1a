using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Testing.Tests.Purchasing;

public static class PurchaseSaga
{
    public static SagaDefinition<Purchase> Definition { get; } = Saga.For<Purchase>("purchase")
        .Step<TakeItem>().CompensateWith<PutItemBack>()
        .Approval("ClerkApproval", TimeSpan.FromDays(7))
        .Pivot<ChargeCustomer>().CompensateWith<RefundCustomer>()
        .Retriable<SendParcel>()
        .Build();
}
