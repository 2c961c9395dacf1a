using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>Names executions of instances.</summary>
internal static class Executions
{
    public static OrchestrationInstance New(string instanceId) => new() { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString("N") };
}
