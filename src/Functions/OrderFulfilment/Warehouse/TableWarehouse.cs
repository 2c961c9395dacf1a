using Azure;
using Azure.Data.Tables;
using DurableSagas.Functions.OrderFulfilment.Warehouse.Shipments;
using DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>The participant that keeps stock and ships it, on Azure Tables.</summary>
/// <remarks>One partition, so that all lines of an order change together or not at all.</remarks>
public sealed class TableWarehouse(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Warehouse";
    public const string Partition = "main";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public Task ReserveAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) =>
        ChangeAsync(call, order, Reserve, null, cancellationToken);

    public Task ReleaseAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) =>
        ChangeAsync(call, order, (stock, quantity) => stock.Reserved -= quantity, null, cancellationToken);

    /// <summary>Takes the reserved articles out of stock and records the shipment.</summary>
    public Task ShipAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) =>
        ChangeAsync(call, order, Ship, (change, token) => RecordShipmentAsync(change, call, order, token), cancellationToken);

    /// <summary>Puts the articles back, reserved as they were before.</summary>
    public Task CancelShipmentAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            order,
            (stock, quantity) => (stock.OnHand, stock.Reserved) = (stock.OnHand + quantity, stock.Reserved + quantity),
            (change, token) => RecordCancellationAsync(change, order, token),
            cancellationToken);

    public async Task PutStockAsync(string sku, StockCount count, CancellationToken cancellationToken)
    {
        // Merge: what is reserved for orders under way stays reserved.
        var row = new TableEntity(Partition, StockRow.Key(sku)) { [nameof(StockRow.OnHand)] = count.OnHand };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    public async Task<StockLevel?> FindStockAsync(string sku, CancellationToken cancellationToken) =>
        await _table.FindAsync<StockRow>(Partition, StockRow.Key(sku), cancellationToken) is { } row ? new StockLevel(sku, row.OnHand, row.Reserved) : null;

    public async Task<Shipment?> FindShipmentAsync(string orderId, CancellationToken cancellationToken) =>
        (await _table.FindAsync<ShipmentRow>(Partition, ShipmentRow.Key(orderId), cancellationToken))?.ToShipment();

    private async Task ChangeAsync(
        BarrierCall call,
        PlaceOrder order,
        Action<StockRow, int> change,
        Func<BarrierTransaction, CancellationToken, Task>? record,
        CancellationToken cancellationToken)
    {
        var outcome = await _barrier.RunAsync(Partition, call, ChangeAllAsync, cancellationToken);
        outcome.OrRefused(call);

        async Task ChangeAllAsync(BarrierTransaction transaction, CancellationToken token)
        {
            foreach (var line in order.Lines.GroupBy(line => line.Sku, StringComparer.Ordinal))
            {
                var stock = await transaction.GetAsync<StockRow>(StockRow.Key(line.Key), token)
                    ?? throw new StepRefusedException($"Article '{line.Key}' is not stocked.");
                change(stock, line.Sum(part => part.Quantity));
                transaction.Update(stock);
            }

            await (record?.Invoke(transaction, token) ?? Task.CompletedTask);
        }
    }

    private static void Reserve(StockRow stock, int quantity)
    {
        var available = stock.OnHand - stock.Reserved;
        stock.Reserved = available >= quantity
            ? stock.Reserved + quantity
            : throw new StepRefusedException($"Insufficient stock of '{stock.Sku()}': {available} available, {quantity} ordered.");
    }

    private static void Ship(StockRow stock, int quantity) => (stock.OnHand, stock.Reserved) = stock.OnHand >= quantity
        ? (stock.OnHand - quantity, stock.Reserved - quantity)
        : throw new StepRefusedException($"'{stock.Sku()}' was reserved, but {stock.OnHand} are on hand and {quantity} are to be shipped.");

    private async Task RecordShipmentAsync(BarrierTransaction transaction, BarrierCall call, PlaceOrder order, CancellationToken cancellationToken)
    {
        var known = await transaction.GetAsync<ShipmentRow>(ShipmentRow.Key(order.OrderId), cancellationToken);
        var shipment = new ShipmentRow
        {
            RowKey = ShipmentRow.Key(order.OrderId),
            OrderId = order.OrderId,
            Saga = call.Saga,
            Address = order.Address,
            ShippedAt = time.GetUtcNow(),
            ETag = known?.ETag ?? default,
        };
        if (known is null)
        {
            transaction.Insert(shipment);
        }
        else if (known.Status == nameof(ShipmentStatus.Cancelled))
        {
            transaction.Update(shipment);
        }
        else
        {
            throw new StepRefusedException($"Order '{order.OrderId}' was shipped already, by saga '{known.Saga}'.");
        }
    }

    private async Task RecordCancellationAsync(BarrierTransaction transaction, PlaceOrder order, CancellationToken cancellationToken)
    {
        var shipment = await transaction.GetAsync<ShipmentRow>(ShipmentRow.Key(order.OrderId), cancellationToken)
            ?? throw new InvalidOperationException($"Order '{order.OrderId}' has no shipment to cancel, though its barrier says that it was shipped.");
        shipment.Status = nameof(ShipmentStatus.Cancelled);
        shipment.CancelledAt = time.GetUtcNow();
        transaction.Update(shipment);
    }
}
