using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.TripBooking;

internal sealed class TripBookingServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(TableInventory.Table)
        .AddSingleton<TableInventory>();
}
