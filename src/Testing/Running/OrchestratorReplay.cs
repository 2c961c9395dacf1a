using DurableSagas.Testing.Functions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;

namespace DurableSagas.Testing.Running;

/// <summary>Runs an orchestrator on a history by Microsoft's own replay.</summary>
/// <param name="services">With the <see cref="Microsoft.DurableTask.Worker.Shims.DurableTaskShimFactory"/> that knows the app's serializer.</param>
internal sealed class OrchestratorReplay(Orchestrators orchestrators, IServiceProvider services, Singletons singletons)
{
    // The names under which the runner looks for them.
    private const string IsExtendedSession = nameof(IsExtendedSession);
    private const string IncludeState = nameof(IncludeState);
    private const string ExtendedSessionIdleTimeoutInSeconds = nameof(ExtendedSessionIdleTimeoutInSeconds);

    private readonly IServiceProvider _services = singletons.In(services);

    /// <param name="past">What is replayed.</param>
    /// <param name="news">What has happened since.</param>
    /// <returns>What the orchestrator asks for beyond the past.</returns>
    public OrchestratorResponse Run(ExecutionStartedEvent start, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> news) =>
        Run(start, new OrchestratorRequest { PastEvents = { past }, NewEvents = { news } }, null);

    /// <summary>Goes on in a session of the cache, or begins one.</summary>
    /// <param name="past">Null: the session knows it. If it does not, that is the answer.</param>
    public OrchestratorResponse Run(
        ExecutionStartedEvent start, IEnumerable<HistoryEvent>? past, IEnumerable<HistoryEvent> news, ExtendedSessionsCache sessions)
    {
        var request = new OrchestratorRequest { PastEvents = { past ?? [] }, NewEvents = { news } };
        request.Properties[IsExtendedSession] = Value.ForBool(true);
        request.Properties[IncludeState] = Value.ForBool(past is not null);
        request.Properties[ExtendedSessionIdleTimeoutInSeconds] = Value.ForNumber(TimeSpan.FromHours(1).TotalSeconds);
        return Run(start, request, sessions);
    }

    private OrchestratorResponse Run(ExecutionStartedEvent start, OrchestratorRequest request, ExtendedSessionsCache? sessions)
    {
        (request.InstanceId, request.ExecutionId) = (start.OrchestrationInstance.InstanceId, start.OrchestrationInstance.ExecutionId);
        var response = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrators.Find(start.Name), sessions, _services);
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }
}
