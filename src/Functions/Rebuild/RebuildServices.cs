using DurableSagas.Projections.Rebuild;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Rebuild;

internal sealed class RebuildServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services.AddSingleton<SagaRebuilder>();
}
