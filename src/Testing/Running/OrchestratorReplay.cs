using DurableSagas.Testing.Functions;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace DurableSagas.Testing.Running;

/// <summary>Runs an orchestrator on a history by Microsoft's own replay.</summary>
/// <param name="services">With the <see cref="Microsoft.DurableTask.Worker.Shims.DurableTaskShimFactory"/> that knows the app's serializer.</param>
internal sealed class OrchestratorReplay(Orchestrators orchestrators, IServiceProvider services, Singletons singletons)
{
    private readonly IServiceProvider _services = singletons.In(services);

    /// <param name="past">What is replayed.</param>
    /// <param name="news">What has happened since.</param>
    /// <returns>What the orchestrator asks for beyond the past.</returns>
    public OrchestratorResponse Run(ExecutionStartedEvent start, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> news)
    {
        var request = new OrchestratorRequest { InstanceId = start.OrchestrationInstance.InstanceId, ExecutionId = start.OrchestrationInstance.ExecutionId };
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(news);
        var response = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrators.Find(start.Name), _services);
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }
}
