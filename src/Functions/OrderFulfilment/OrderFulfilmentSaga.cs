using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.Functions.OrderFulfilment.Receipts;
using DurableSagas.Functions.OrderFulfilment.Warehouse;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.OrderFulfilment;

/// <summary>Takes a placed order to shipment, or gives everything back.</summary>
public static class OrderFulfilmentSaga
{
    private static readonly AttemptPolicy _forward = new() { FirstDelay = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(5) };
    private static readonly AttemptPolicy _backward = _forward with { MaxAttempts = 6 };
    private static readonly AttemptPolicy _untilItWorks = _forward with { MaxAttempts = 12 };

    public static SagaDefinition<PlaceOrder> Definition { get; } =
        Saga.For<PlaceOrder>("order-fulfilment")
            .FindBy(order => order.OrderId)
            .Step<ReserveStock>().Attempts(_forward).CompensateWith<ReleaseStock>(_backward)
            .Step<ChargePayment>().Attempts(_forward).CompensateWith<RefundPayment>(_backward)
            .Pivot<ShipOrder>().Attempts(_forward).CompensateWith<CancelShipment>(_backward)
            .Retriable<SendReceipt>().Attempts(_untilItWorks)
            .UndoWithin(TimeSpan.FromDays(14))
            .Build();
}
