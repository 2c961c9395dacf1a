using DurableSagas.SagaFunctions;
using Microsoft.Extensions.DependencyInjection;

namespace Market.Gifting;

internal sealed class GiftingServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services.AddSingleton<Neighbourhood>();
}
