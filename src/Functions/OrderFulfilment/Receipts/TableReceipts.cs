using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;

namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>The participant that sends receipts, on Azure Tables: a partition an order.</summary>
public sealed class TableReceipts(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Receipts";

    private const string RowKey = "receipt";
    private const string CustomerId = "customerId";
    private const string Total = "total";
    private const string SentAt = "sentAt";
    private const string Copies = "copies";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task SendAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken)
    {
        var outcome = await _barrier.RunAsync(order.OrderId, call, (transaction, token) => SendAsync(transaction, order, token), cancellationToken);
        outcome.OrRefused(call);
    }

    public async Task<Receipt?> FindAsync(string orderId, CancellationToken cancellationToken) =>
        await _table.FindAsync(orderId, RowKey, cancellationToken) is { } found
            ? new Receipt(orderId, found.GetString(CustomerId), found.GetDecimal(Total), found.GetDateTimeOffset(SentAt)!.Value, found.GetInt32(Copies)!.Value)
            : null;

    private async Task SendAsync(BarrierTransaction transaction, PlaceOrder order, CancellationToken cancellationToken)
    {
        var known = await transaction.GetAsync<TableEntity>(RowKey, cancellationToken);
        var row = known ?? new TableEntity(order.OrderId, RowKey);
        row[CustomerId] = order.CustomerId;
        row.SetDecimal(Total, order.Total());
        row[SentAt] = time.GetUtcNow();
        row[Copies] = (known?.GetInt32(Copies) ?? 0) + 1;
        if (known is null)
        {
            transaction.Insert(row);
        }
        else
        {
            transaction.Update(row);
        }
    }
}
