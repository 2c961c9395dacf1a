using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Notices;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections;

/// <summary>A saga as queries show it.</summary>
public sealed record SagaView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Protocol Protocol { get; init; }

    public required int Version { get; init; }

    public required SagaStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Sequence { get; init; }

    public JsonElement? Request { get; init; }

    public SagaOutcome? Outcome { get; init; }

    public string? Error { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parent { get; init; }

    /// <summary>At what it is stuck; null when it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StuckView? Stuck { get; init; }

    /// <summary>Of a TCC transaction, until when participants keep what was tried.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Of a two-phase commit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DecidedView? Decision { get; init; }

    /// <summary>By what the business knows it, as its definition's <c>FindBy</c> says; null when it does not, or where the task hub was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>The step at which it is stuck, or that turned it back, as lists show it.</summary>
    internal string? Step { get; init; }

    /// <summary>How often it was rewound, as far as its view has seen; null where the task hub was asked, which does not count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Rewinds { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>Its save-points with their paths, in declaration order; null when it has none, or the definition is not registered any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChoiceView>? Choices { get; init; }

    /// <summary>The last fifty things that operators did to it, oldest first; null when none, or where the task hub was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OperatorAction>? Actions { get; init; }

    /// <summary>Of whoever its start said is to be told, the last fifty, oldest first; null when nobody was, or where the task hub was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NoticeView>? Notices { get; init; }

    /// <summary>Whether another run than its own undoes it, or has undone it: it had completed.</summary>
    [JsonIgnore]
    public bool HasUndoRun => Outcome is { Before: not null } || (Outcome is { Status: SagaStatus.Completed } && Status != SagaStatus.Completed);

    public required Consistency Consistency { get; init; }

    /// <summary>The moment up to which the answer is known to hold.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The attempt at which its rows say that it is stuck; null where none has told.</summary>
    internal StuckPlace? StuckAt { get; init; }
}
