using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Shop.Buying.Orders;
using Shop.Buying.Shelves;
using Shop.Buying.Wallets;

namespace Shop.Buying;

/// <summary>What the saga's activities need; found and called when the app starts.</summary>
public sealed class BuyingServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(TableShelves.Table)
        .AddTable(TableWallets.Table)
        .AddStartQueue(BuyWhatIsOrdered.Queue)
        .AddSingleton<IShelves, TableShelves>()
        .AddSingleton<IWallets, TableWallets>();
}
