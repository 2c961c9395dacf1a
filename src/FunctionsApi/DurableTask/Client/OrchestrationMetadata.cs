using System.Collections.Immutable;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>The state of an instance when it was asked for; inputs and outputs only when they were asked for too.</summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    private const int MaxPayloadShown = 50;

    public string Name { get; } = name;

    public string InstanceId { get; } = instanceId;

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus is
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>("input", SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>("output", SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>("custom status", SerializedCustomStatus);

    public override string ToString()
    {
        var text = new StringBuilder(
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        AppendPayload(text, "Input", SerializedInput);
        AppendPayload(text, "Output", SerializedOutput);
        if (FailureDetails is not null)
        {
            text.Append(", FailureDetails: '").Append(FailureDetails.ErrorType)
                .Append(" - ").Append(Shorten(FailureDetails.ErrorMessage)).Append('\'');
        }

        return text.Append(']').ToString();
    }

    private static void AppendPayload(StringBuilder text, string name, string? payload)
    {
        if (payload is not null)
        {
            text.Append(", ").Append(name).Append(": '").Append(Shorten(payload)).Append('\'');
        }
    }

    private static string Shorten(string payload) =>
        payload.Length <= MaxPayloadShown ? payload : $"{payload[..MaxPayloadShown]}...";

    private T? Read<T>(string what, string? serialized) => DataConverter is not null
        ? DataConverter.Deserialize<T>(serialized)
        : throw new InvalidOperationException(
            $"Instance '{InstanceId}': its {what} was not fetched. Ask for the instance with getInputsAndOutputs: true, or query with FetchInputsAndOutputs.");
}
