using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes.Timelines;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.SubSagas;

/// <summary>
/// What a sub-saga's first call tells of the sagas above it, which make no call of their own while it runs: that it runs, and
/// what else is due. It goes with the sub-saga's input, beside the request's own members.
/// </summary>
internal static class SubSagaAbove
{
    private const string Member = "$above";

    public static JsonObject With(object request, IReadOnlyList<SagaTimeline> above)
    {
        var input = request as JsonObject ?? JsonSerializer.SerializeToNode(request, request.GetType(), SagaJson.History)!.AsObject();
        input[Member] = JsonSerializer.SerializeToNode(above, SagaJson.History);
        return input;
    }

    /// <summary>Null when there is nothing, or an older parent did not say it.</summary>
    public static IReadOnlyList<SagaTimeline>? In(TaskOrchestrationContext context) =>
        context.Parent is not null
            && context.GetInput<JsonElement>() is { ValueKind: JsonValueKind.Object } input
            && input.TryGetProperty(Member, out var above)
                ? above.Deserialize<IReadOnlyList<SagaTimeline>>(SagaJson.History)
                : null;
}
