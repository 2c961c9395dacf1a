using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes.Interventions;

namespace DurableSagas.Sagas.Outcomes.Undoing;

/// <summary>How a saga had completed that was undone since.</summary>
public sealed record SagaCompletion(DateTimeOffset At)
{
    /// <summary>What it gave; null when it gave nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Result { get; init; }

    /// <summary>Who answered the approval steps; null when nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApprovalRecord>? Approvals { get; init; }

    /// <summary>What operators did in place of attempts; null when nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Intervention>? Interventions { get; init; }
}
