using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.Functions.OrderFulfilment.Receipts;
using DurableSagas.Functions.OrderFulfilment.Warehouse;
using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.OrderFulfilment;

internal sealed class OrderFulfilmentServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(TableWarehouse.Table)
        .AddTable(TablePayments.Table)
        .AddTable(TableReceipts.Table)
        .AddSingleton<TableWarehouse>()
        .AddSingleton<TablePayments>()
        .AddSingleton<IPayments>(provider => provider.GetRequiredService<TablePayments>())
        .AddSingleton<TableReceipts>();
}
