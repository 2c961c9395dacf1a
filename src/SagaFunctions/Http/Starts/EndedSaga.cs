using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Undoing;

namespace DurableSagas.SagaFunctions.Http.Starts;

/// <summary>The answer to a start whose saga has ended while the caller waited: its id, and its outcome.</summary>
internal sealed record EndedSaga(string Id, SagaStatus Status, string? Step, string? Reason, IReadOnlyList<string> Undone)
{
    /// <inheritdoc cref="SagaOutcome.Result"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Result { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remark { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApprovalRecord>? Approvals { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Intervention>? Interventions { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IgnoredEvent>? Ignored { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SagaCompletion? Before { get; private init; }

    public static EndedSaga Of(string id, SagaOutcome outcome) => new(id, outcome.Status, outcome.Step, outcome.Reason, outcome.Undone)
    {
        Result = outcome.Result,
        Remark = outcome.Remark,
        Approvals = outcome.Approvals,
        Interventions = outcome.Interventions,
        Ignored = outcome.Ignored,
        Before = outcome.Before,
    };
}
