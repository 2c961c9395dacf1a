using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>Starts instances, new ones and ended ones again.</summary>
internal sealed class InstanceStarts(TaskHub hub)
{
    private const int MaxIdLength = 256;

    private static readonly OrchestrationStatus[] _replaceable = [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Terminated, OrchestrationStatus.Canceled];

    public string Start(CreateInstanceRequest request)
    {
        if (FaultOf(request.InstanceId) is { } fault)
        {
            throw Refusal.BadArgument($"{fault} Found '{request.InstanceId}'.");
        }

        var start = new ExecutionStartedEvent
        {
            Name = request.Name,
            Version = request.Version,
            Input = request.Input,
            OrchestrationInstance = Executions.New(request.InstanceId),
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
        };
        start.Tags.Add(request.Tags);
        Add(start, (request.OrchestrationIdReusePolicy?.ReplaceableStatus as IReadOnlyCollection<OrchestrationStatus>) ?? _replaceable);
        return request.InstanceId;
    }

    public string Restart(RestartInstanceRequest request)
    {
        var start = (hub.Find(request.InstanceId) ?? throw Refusal.NotFound(request.InstanceId)).Start.Clone();
        start.OrchestrationInstance = Executions.New(request.RestartWithNewInstanceId ? Guid.NewGuid().ToString("N") : request.InstanceId);
        start.ScheduledStartTimestamp = null;
        Add(start, _replaceable);
        return start.OrchestrationInstance.InstanceId;
    }

    private void Add(ExecutionStartedEvent start, IReadOnlyCollection<OrchestrationStatus> replaceable) => hub.Write(() =>
    {
        if (hub.Find(start.OrchestrationInstance.InstanceId) is { } known && !replaceable.Contains(known.Status))
        {
            throw Refusal.Exists($"An Orchestration instance with the status {known.Status} already exists.");
        }

        return () => hub.Add(start);
    });

    private static string? FaultOf(string id) => id switch
    {
        { Length: 0 or > MaxIdLength } => $"An instance id has 1 to {MaxIdLength} characters.",
        ['@', ..] => "An instance id does not begin with '@'.",
        _ when id.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)) => "An instance id has no '/', '\\', '#', '?' and no control character.",
        _ => null,
    };
}
