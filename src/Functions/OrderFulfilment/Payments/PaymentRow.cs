using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>Rows of the table <c>Payments</c>: a customer's partition holds the balance and every payment, so that both change together.</summary>
internal static class PaymentRow
{
    public const string CustomerKey = "customer";
    public const string Balance = "balance";
    public const string CustomerId = "customerId";
    public const string OrderId = "orderId";
    public const string Saga = "saga";
    public const string Amount = "amount";
    public const string Status = "status";
    public const string ChargedAt = "chargedAt";
    public const string RefundedAt = "refundedAt";

    public static string CustomerPartition(string customerId) => TableKey.Join("customer", customerId);

    /// <summary>A row here says whose partition has an order's payment.</summary>
    public static string OrderPartition(string orderId) => TableKey.Join("order", orderId);

    public static string PaymentKey(string orderId) => TableKey.Join("payment", orderId);

    public static Payment ToPayment(TableEntity row) => new(
        row.GetString(OrderId),
        row.GetString(CustomerId),
        row.GetDecimal(Amount),
        Enum.Parse<PaymentStatus>(row.GetString(Status)),
        row.GetDateTimeOffset(ChargedAt)!.Value,
        row.GetDateTimeOffset(RefundedAt));
}
