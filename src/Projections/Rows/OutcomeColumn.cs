using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Rows;

/// <summary>A saga's outcome in its row: as long as the room beside its request lets it be, and shortened where it is longer.</summary>
internal static class OutcomeColumn
{
    // An entity holds 1 MiB, of which the longest request takes 768 KB.
    private const int Parts = 3;
    private const int MaxLength = Parts * 31_000;
    private const int ShortComment = 50;

    public static void Write(TableEntity row, SagaOutcome outcome) =>
        LongText.Write(row, SagaRow.Outcome, Fitting(outcome, MaxLength).Json, Parts);

    /// <summary>As much of it as there is room for, in characters of JSON.</summary>
    public static SagaOutcome Within(SagaOutcome outcome, int maxLength) => Fitting(outcome, maxLength).Form;

    public static SagaOutcome? Read(TableEntity row) =>
        LongText.Read(row, SagaRow.Outcome) is { Length: > 0 } json ? JsonSerializer.Deserialize<SagaOutcome>(json, SagaJson.Options) : null;

    private static (SagaOutcome Form, string Json) Fitting(SagaOutcome outcome, int maxLength) => Forms(outcome)
        .Select(form => (form, Json: JsonSerializer.Serialize(form, SagaJson.Options)))
        .First(form => form.Json.Length <= maxLength);

    // Who approved is told as long as anything is.
    private static IEnumerable<SagaOutcome> Forms(SagaOutcome outcome)
    {
        var shown = outcome with { Reason = ShortText.Of(outcome.Reason), Done = null };
        yield return shown;
        yield return shown with
        {
            Approvals = Shortened(outcome.Approvals, ShortComment, ShortText.MaxName),
            Before = outcome.Before is { } before ? before with { Approvals = Shortened(before.Approvals, ShortComment, ShortText.MaxName) } : null,
        };
        var untold = outcome.Before is { } completed ? new SagaCompletion(completed.At) : null;
        yield return shown with
        {
            Approvals = Shortened(outcome.Approvals, 0, ShortComment),
            Interventions = Shortened(outcome.Interventions),
            Ignored = null,
            Before = untold,
        };
        yield return new SagaOutcome { Status = outcome.Status, Step = outcome.Step, Reason = shown.Reason, Before = untold };
    }

    private static Intervention[]? Shortened(IReadOnlyList<Intervention>? interventions) => interventions?.Select(intervention => intervention with
    {
        By = ShortText.Of(intervention.By, ShortComment),
        Reason = ShortText.Of(intervention.Reason, ShortComment),
    }).ToArray();

    private static ApprovalRecord[]? Shortened(IReadOnlyList<ApprovalRecord>? approvals, int comment, int name) =>
        approvals?.Select(approval => approval with
        {
            By = ShortText.Of(approval.By, name),
            Comment = comment == 0 ? null : ShortText.Of(approval.Comment, comment),
        }).ToArray();
}
