using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions;

/// <summary>What a workflow's folder needs from dependency injection; every implementation is found and called at start-up.</summary>
public interface IWorkflowServices
{
    void AddTo(IServiceCollection services);
}
