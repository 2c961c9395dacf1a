using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Undoing;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>How a saga ended: completed, or compensated with the step, the reason and what was undone.</summary>
/// <remarks>A saga that is stuck has no outcome yet: it goes on after a rewind.</remarks>
public sealed record SagaOutcome
{
    /// <summary><see cref="SagaStatus.Completed"/> or <see cref="SagaStatus.Compensated"/>.</summary>
    public required SagaStatus Status { get; init; }

    /// <summary>The step that failed; null when the saga completed, was cancelled or ran out of time.</summary>
    public string? Step { get; init; }

    public string? Reason { get; init; }

    /// <summary>What the saga gives, by its definition's <c>Returns</c>; null when it gives nothing, or did not complete.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Result { get; init; }

    /// <summary>The steps undone, in the order in which they were undone; a sub-saga's as <c>{its name}/{step}</c>.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>Of a compensated saga of which nothing was to be undone, that; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remark { get; init; }

    /// <summary>Who answered the approval steps; null when nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApprovalRecord>? Approvals { get; init; }

    /// <summary>What operators did in place of attempts at which it was stuck; null when nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Intervention>? Interventions { get; init; }

    /// <summary>Events that could not be read, the first ten of them; null when there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IgnoredEvent>? Ignored { get; init; }

    /// <summary>How it had completed, before it was undone on request; null when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SagaCompletion? Before { get; init; }

    /// <summary>True when it ran as a step of another saga, and turned back before any of its own steps had begun.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool NeverBegan { get; init; }

    /// <summary>What undoing it takes; null unless it completed, as a step of another saga or under a definition that allows to undo it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SagaDone? Done { get; init; }

    /// <summary>The saga's result, as its definition declares it; null when there is none.</summary>
    public TResult? ResultAs<TResult>() where TResult : class =>
        Result is { } result ? JsonSerializer.Deserialize<TResult>(result.Text, SagaJson.Options) : null;
}
