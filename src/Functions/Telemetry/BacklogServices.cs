using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Telemetry;

internal sealed class BacklogServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services.AddSingleton<Backlog>().AddSingleton<QueueAges>().AddSingleton<OldestSaga>();
}
