using Microsoft.DurableTask.Client;

namespace DurableSagas.SampleApp.Instances;

/// <summary>An instance as the durable client tells of it.</summary>
public sealed record InstanceAnswer(string Id, string Name, string Status, string? Input, string? Output, string? CustomStatus)
{
    public static InstanceAnswer Of(OrchestrationMetadata instance) =>
        new(instance.InstanceId, instance.Name, $"{instance.RuntimeStatus}", instance.SerializedInput, instance.SerializedOutput, instance.SerializedCustomStatus);
}
