using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.Functions.OrderFulfilment.Receipts;
using DurableSagas.Functions.OrderFulfilment.Warehouse;
using DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Purging;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace DurableSagas.Functions.Tests.OrderFulfilment;

/// <summary>How a participant is stood in for: payments here, beside a warehouse on its real tables.</summary>
public sealed class ChargePaymentTests(AzuriteTables azurite)
{
    private static readonly Type[] _functions =
        [.. typeof(PlaceOrder).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(typeof(PlaceOrder).Namespace!, StringComparison.Ordinal) == true)];

    private readonly Mock<IPayments> _payments = new(MockBehavior.Strict);
    private readonly string _id = $"o-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PlaceOrder Order => new(_id, "rich", [new OrderLine(_id, 2, 49.50m)], "1 Main Street");

    [Fact]
    public async Task ChargePayment_Refused_GivesTheStockBackAndNeverShips()
    {
        await using var host = await StartAsync();
        _payments.Setup(payments => payments.ChargeAsync(Forward(), It.IsAny<PlaceOrder>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StepRefusedException("card expired"));

        var outcome = await host.RunAsync(OrderFulfilmentSaga.Definition, Order, _id);

        Assert.Equal((SagaStatus.Compensated, "card expired"), (outcome.Status, outcome.Reason));
        Assert.Equal([nameof(ReserveStock), nameof(ChargePayment), nameof(ReleaseStock)], host.ActivityCalls.Take(3));
        Assert.Equal(new StockLevel(_id, 10, 0), await host.Services.GetRequiredService<TableWarehouse>().FindStockAsync(_id, Token));
    }

    [Fact]
    public async Task ChargePayment_GivesNoAnswer_IsRefundedByTheKeyOfItsCharge()
    {
        await using var host = await StartAsync();
        _payments.Setup(payments => payments.ChargeAsync(Forward(), It.IsAny<PlaceOrder>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException("no answer"));
        _payments.Setup(payments => payments.RefundAsync(
            new BarrierCall(_id, nameof(ChargePayment), BarrierOperation.Compensate), It.Is<PlaceOrder>(order => order.Total() == 99m), It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask);

        var outcome = await host.RunAsync(OrderFulfilmentSaga.Definition, Order, _id);

        Assert.Equal([nameof(ChargePayment), nameof(ReserveStock)], outcome.Undone);
        _payments.Verify(payments => payments.RefundAsync(It.IsAny<BarrierCall>(), It.IsAny<PlaceOrder>(), It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal(new StockLevel(_id, 10, 0), await host.Services.GetRequiredService<TableWarehouse>().FindStockAsync(_id, Token));
    }

    private BarrierCall Forward() => new(_id, nameof(ChargePayment), BarrierOperation.Forward);

    private async Task<SagaTestHost> StartAsync()
    {
        foreach (var table in new[] { TableWarehouse.Table, SagaRegister.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        var host = await SagaTestHost.StartAsync(
            services => services
                .AddSingleton(azurite.Tables)
                .AddSingleton(new SagaRegister(azurite.Tables.GetTableClient(SagaRegister.Table)))
                .AddSingleton<TableWarehouse>()
                .AddSingleton<TableReceipts>()
                .AddSingleton(_payments.Object),
            new SagaTestOptions { Assembly = typeof(PlaceOrder).Assembly, Functions = _functions });
        await host.Services.GetRequiredService<TableWarehouse>().PutStockAsync(_id, new StockCount(10), Token);
        return host;
    }
}
