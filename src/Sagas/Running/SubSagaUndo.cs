using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.Sagas.Running;

/// <summary>What the run that undoes a sub-saga must know of the run that did it.</summary>
/// <param name="Saga">The id under which it was done: participants know the steps by it.</param>
/// <param name="Sequence">Of its last view.</param>
/// <param name="Results">Of the steps that had succeeded, by step.</param>
internal sealed record SubSagaUndo(string Saga, long Sequence, IReadOnlyDictionary<string, JsonElement> Results)
{
    private const string Member = "$undo";

    /// <summary>The request with the undo beside its own members, so that the orchestrator's input type still fits.</summary>
    public JsonObject InputOf(object request)
    {
        var input = JsonSerializer.SerializeToNode(request, request.GetType(), SagaJson.Options)!.AsObject();
        input[Member] = JsonSerializer.SerializeToNode(this, SagaJson.Options);
        return input;
    }

    /// <summary>Null when the input is a request alone: a run that goes forward.</summary>
    public static SubSagaUndo? In(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty(Member, out var undo) ? undo.Deserialize<SubSagaUndo>(SagaJson.Options) : null;
}
