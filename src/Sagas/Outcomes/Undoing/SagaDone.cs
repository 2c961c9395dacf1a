using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Outcomes.Undoing;

/// <summary>What the run that undoes a saga must know of the run that did it.</summary>
/// <param name="Saga">The id under which it was done: participants know the steps by it.</param>
/// <param name="Sequence">Of its last view.</param>
/// <param name="Results">Of the steps that had succeeded and gave one, by step.</param>
public sealed record SagaDone(string Saga, long Sequence, IReadOnlyDictionary<string, JsonElement> Results)
{
    /// <summary>The steps that had succeeded; null when those with a result were all.</summary>
    [JsonInclude]
    internal IReadOnlyList<string>? Succeeded { get; init; }

    /// <summary>The saga's result; null when it has none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ForeignJson? Result { get; init; }

    /// <summary>All steps as they stood at the end, for a view that goes on from there; null of a sub-saga.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<StepTimeline>? Steps { get; init; }

    /// <summary>Why it is undone; null of a sub-saga, which is undone with the whole.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? Reason { get; init; }

    /// <summary>When it had completed; null of a sub-saga.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal DateTimeOffset? At { get; init; }

    /// <summary>How it had completed; null of a sub-saga.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal SagaCompletion? Before { get; init; }

    internal bool HasSucceeded(string step) => Succeeded?.Contains(step) ?? Results.ContainsKey(step);
}
