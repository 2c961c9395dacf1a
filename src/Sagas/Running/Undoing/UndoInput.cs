using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Undoing;

/// <summary>
/// The input of a run that undoes a saga: its request, with what was done beside the request's own members, so that the
/// orchestrator's input type still fits.
/// </summary>
internal static class UndoInput
{
    private const string Member = "$undo";

    public static JsonObject Of(object request, SagaDone done)
    {
        var input = JsonSerializer.SerializeToNode(request, request.GetType(), SagaJson.History)!.AsObject();
        input[Member] = JsonSerializer.SerializeToNode(done, SagaJson.History);
        return input;
    }

    /// <summary>Null when the input is a request alone: a run that goes forward.</summary>
    /// <exception cref="InvalidOperationException">What is to be undone is lost; to go forward once more would be wrong.</exception>
    public static SagaDone? In(TaskOrchestrationContext context)
    {
        var input = context.GetInput<JsonElement>();
        if (input.ValueKind == JsonValueKind.Object && input.TryGetProperty(Member, out var done))
        {
            return done.Deserialize<SagaDone>(SagaJson.History);
        }

        return !SubSagaId.IsUndoInstance(context.InstanceId) ? null : throw new InvalidOperationException(
            $"Instance '{context.InstanceId}' is to undo a saga, but the input of orchestrator '{context.Name}' does not say what. "
            + "Does its function take the request as a parameter? Let it take its context alone.");
    }
}
