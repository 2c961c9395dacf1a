using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing;

/// <summary>A saga that a test wanted the outcome of has none: its instance failed, and can be rewound.</summary>
public sealed class SagaStuckException(OrchestrationMetadata instance)
    : Exception($"Instance '{instance.InstanceId}' of '{instance.Name}' has no outcome: it is {instance.RuntimeStatus}: {instance.SerializedOutput}")
{
    public OrchestrationMetadata Instance { get; } = instance;
}
