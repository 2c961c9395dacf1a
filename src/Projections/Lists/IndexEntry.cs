using System.Text.Json.Serialization;
using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Lists;

/// <summary>A saga as lists show it.</summary>
/// <param name="Since">When its status became so.</param>
public sealed record IndexEntry(
    string Id, string Name, Protocol Protocol, int Version, SagaStatus Status, DateTimeOffset CreatedAt, DateTimeOffset Since, long Sequence)
{
    private const int MaxError = 200;

    /// <summary>The step at which it stays or is stuck, or that turned it back; null of one that goes on from step to step, or has completed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    /// <summary>The beginning of why; null where nothing went wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>By what the business knows it, as its definition's <c>FindBy</c> says; null when it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>The entry as the saga's view has it.</summary>
    /// <param name="view">As its rows tell it.</param>
    public IndexEntry Of(SagaView view) => this with
    {
        Status = view.Status,
        Sequence = view.Sequence,
        Since = view.UpdatedAt,
        Step = view.Step ?? StepIn(view),
        Error = FirstLineOf(view.Error ?? view.Outcome?.Reason),
        Key = view.Key,
    };

    /// <inheritdoc cref="Of(SagaView)" path="/param"/>
    public bool ShowsTheSameAs(SagaView view) => ShowsTheSameAs(Of(view));

    /// <summary>Whether the lists would show the same of both.</summary>
    internal bool ShowsTheSameAs(IndexEntry other) => (Status, Step, Error) == (other.Status, other.Step, other.Error);

    // Of several steps at once, the one that is listed already stays so.
    private string? StepIn(SagaView view)
    {
        string[] steps = view.Status.IsUnderWay() ? [.. view.Steps.Where(step => step.Status.IsUnderWay()).Select(step => step.Name)] : [];
        return steps.Contains(Step) ? Step : steps.FirstOrDefault();
    }

    /// <summary>What the lists show of a saga's row; null when it is damaged, and will be listed when it is written anew.</summary>
    internal static IndexEntry? Of(TableEntity row)
    {
        if (!SagaRow.TryRead<string>(row, SagaRow.Name, out var name)
            || !SagaRow.TryReadEnum<Protocol>(row, SagaRow.Protocol, out var protocol)
            || !SagaRow.TryReadEnum<SagaStatus>(row, SagaRow.Status, out var status)
            || !SagaRow.TryRead<DateTimeOffset>(row, SagaRow.CreatedAt, out var createdAt))
        {
            return null;
        }

        var version = SagaRow.TryRead<int>(row, SagaRow.Version, out var written) ? written : 1;
        var since = SagaRow.TryRead<DateTimeOffset>(row, SagaRow.UpdatedAt, out var changed) ? changed : createdAt;
        return new IndexEntry(row.PartitionKey, name, protocol, version, status, createdAt, since, SagaRow.SequenceOf(row))
        {
            Step = TextOf(row, SagaRow.Step),
            Error = FirstLineOf(TextOf(row, SagaRow.Error) ?? OutcomeColumn.Read(row)?.Reason),
            Key = TextOf(row, SagaRow.Key),
        };
    }

    private static string? TextOf(TableEntity row, string column) =>
        SagaRow.TryRead<string>(row, column, out var text) && text.Length > 0 ? text : null;

    private static string? FirstLineOf(string? text) => ShortText.Of(text?.Split('\n', 2)[0].TrimEnd(), MaxError);
}
