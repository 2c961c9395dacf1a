using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.OpenApi;

internal sealed class OpenApiServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services.AddSingleton<ApiDocument>();
}
