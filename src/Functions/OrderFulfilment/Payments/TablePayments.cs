using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>Payments on Azure Tables; money is decimal throughout.</summary>
public sealed class TablePayments(TableServiceClient tables, TimeProvider time, SagaRegister register) : IPayments
{
    public const string Table = "Payments";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task<Payment> ChargeAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken)
    {
        await PointAsync(order, cancellationToken);
        var charged = await _barrier.RunAsync(
            PaymentRow.CustomerPartition(order.CustomerId),
            call,
            (transaction, token) => ChargeAsync(transaction, call, order, token),
            cancellationToken);
        return charged.OrRefused(call)!;
    }

    public async Task RefundAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) =>
        await _barrier.RunAsync(
            PaymentRow.CustomerPartition(order.CustomerId),
            call,
            (transaction, token) => RefundAsync(transaction, order, token),
            cancellationToken);

    public async Task PutCustomerAsync(string customerId, AccountBalance account, CancellationToken cancellationToken)
    {
        var row = new TableEntity(PaymentRow.CustomerPartition(customerId), PaymentRow.CustomerKey);
        row.SetDecimal(PaymentRow.Balance, account.Balance);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<Customer?> FindCustomerAsync(string customerId, CancellationToken cancellationToken) =>
        await _table.FindAsync(PaymentRow.CustomerPartition(customerId), PaymentRow.CustomerKey, cancellationToken) is { } row
            ? new Customer(customerId, row.GetDecimal(PaymentRow.Balance))
            : null;

    public async Task<Payment?> FindPaymentAsync(string orderId, CancellationToken cancellationToken)
    {
        var pointer = await _table.FindAsync(PaymentRow.OrderPartition(orderId), PaymentRow.CustomerKey, cancellationToken);
        var row = pointer is null
            ? null
            : await _table.FindAsync(PaymentRow.CustomerPartition(pointer.GetString(PaymentRow.CustomerId)), PaymentRow.PaymentKey(orderId), cancellationToken);
        return row is null ? null : PaymentRow.ToPayment(row);
    }

    // Written first and outside the transaction: it only says where to look, and a payment that is not there is none.
    // What another customer has paid stays where it is found.
    private async Task PointAsync(PlaceOrder order, CancellationToken cancellationToken)
    {
        var pointer = new TableEntity(PaymentRow.OrderPartition(order.OrderId), PaymentRow.CustomerKey) { [PaymentRow.CustomerId] = order.CustomerId };
        if (await _table.AddIfAbsentAsync(pointer, cancellationToken))
        {
            return;
        }

        if (await FindPaymentAsync(order.OrderId, cancellationToken) is { Status: PaymentStatus.Charged } paid && paid.CustomerId != order.CustomerId)
        {
            throw new StepRefusedException($"Order '{order.OrderId}' was charged already, to customer '{paid.CustomerId}'.");
        }

        await _table.UpsertEntityAsync(pointer, TableUpdateMode.Replace, cancellationToken);
    }

    private async Task<Payment> ChargeAsync(BarrierTransaction transaction, BarrierCall call, PlaceOrder order, CancellationToken cancellationToken)
    {
        var customer = await transaction.GetAsync<TableEntity>(PaymentRow.CustomerKey, cancellationToken)
            ?? throw new StepRefusedException($"Customer '{order.CustomerId}' is unknown.");
        var known = await transaction.GetAsync<TableEntity>(PaymentRow.PaymentKey(order.OrderId), cancellationToken);
        if (known?.GetString(PaymentRow.Status) == nameof(PaymentStatus.Charged))
        {
            throw new StepRefusedException($"Order '{order.OrderId}' was charged already, by saga '{known.GetString(PaymentRow.Saga)}'.");
        }

        var (balance, total) = (customer.GetDecimal(PaymentRow.Balance), order.Total());
        customer.SetDecimal(PaymentRow.Balance, balance >= total
            ? balance - total
            : throw new StepRefusedException($"Insufficient balance: customer '{order.CustomerId}' has {balance}, the order costs {total}."));
        transaction.Update(customer);

        var row = NewPayment(transaction.PartitionKey, call, order, total);
        if (known is null)
        {
            transaction.Insert(row);
        }
        else
        {
            row.ETag = known.ETag;
            transaction.Update(row);
        }

        return PaymentRow.ToPayment(row);
    }

    private async Task RefundAsync(BarrierTransaction transaction, PlaceOrder order, CancellationToken cancellationToken)
    {
        var payment = await transaction.GetAsync<TableEntity>(PaymentRow.PaymentKey(order.OrderId), cancellationToken)
            ?? throw new InvalidOperationException($"Order '{order.OrderId}' has no payment to refund, though its barrier says that it was charged.");
        var customer = await transaction.GetAsync<TableEntity>(PaymentRow.CustomerKey, cancellationToken)
            ?? throw new InvalidOperationException($"Customer '{order.CustomerId}' has no account to refund to.");
        customer.SetDecimal(PaymentRow.Balance, customer.GetDecimal(PaymentRow.Balance) + payment.GetDecimal(PaymentRow.Amount));
        payment[PaymentRow.Status] = nameof(PaymentStatus.Refunded);
        payment[PaymentRow.RefundedAt] = time.GetUtcNow();
        transaction.Update(customer);
        transaction.Update(payment);
    }

    private TableEntity NewPayment(string partition, BarrierCall call, PlaceOrder order, decimal amount)
    {
        var row = new TableEntity(partition, PaymentRow.PaymentKey(order.OrderId))
        {
            [PaymentRow.OrderId] = order.OrderId,
            [PaymentRow.CustomerId] = order.CustomerId,
            [PaymentRow.Saga] = call.Saga,
            [PaymentRow.Status] = nameof(PaymentStatus.Charged),
            [PaymentRow.ChargedAt] = time.GetUtcNow(),
        };
        row.SetDecimal(PaymentRow.Amount, amount);
        return row;
    }
}
