using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>What the run that undoes a sub-saga must know of the run that did it.</summary>
/// <param name="Saga">The id under which it was done: participants know the steps by it.</param>
/// <param name="Sequence">Of its last view.</param>
/// <param name="Results">Of the steps that had succeeded and gave one, by step.</param>
public sealed record SubSagaDone(string Saga, long Sequence, IReadOnlyDictionary<string, JsonElement> Results)
{
    /// <summary>The steps that had succeeded; null when those with a result were all.</summary>
    [JsonInclude]
    internal IReadOnlyList<string>? Succeeded { get; init; }

    /// <summary>The saga's result; null when it has none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ForeignJson? Result { get; init; }

    internal bool HasSucceeded(string step) => Succeeded?.Contains(step) ?? Results.ContainsKey(step);
}
