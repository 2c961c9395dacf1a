namespace DurableSagas.Functions.OrderFulfilment.Payments;

public enum PaymentStatus
{
    Charged,
    Refunded,
}
