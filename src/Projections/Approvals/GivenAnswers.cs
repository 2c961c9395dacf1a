using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Approvals;

/// <summary>Keeps the first answer to each approval, before its saga is told: whoever answers after it can be told whose stands.</summary>
/// <remarks>A row in the saga's own partition, <c>answer|{step}</c>: it is deleted with the view, and no fold or rebuild touches it.</remarks>
public sealed class GivenAnswers(TableServiceClient tables)
{
    private const string Approved = "approved";
    private const string By = "by";
    private const string At = "at";
    private const string Comment = "comment";

    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>Null when nobody has answered through the app, or what is kept cannot be read.</summary>
    public async Task<ApprovalRecord?> FindAsync(string sagaId, string step, CancellationToken cancellationToken) =>
        await _table.FindAsync(sagaId, KeyOf(step), cancellationToken) is { } row
        && SagaRow.TryRead<bool>(row, Approved, out var approved)
        && SagaRow.TryRead<string>(row, By, out var by)
        && SagaRow.TryRead<DateTimeOffset>(row, At, out var at)
            ? new ApprovalRecord(step, approved, by, at, SagaRow.TryRead<string>(row, Comment, out var comment) ? comment : null)
            : null;

    /// <returns>False when another one was kept before.</returns>
    public Task<bool> KeepAsync(string sagaId, ApprovalRecord answer, CancellationToken cancellationToken) => _table.AddIfAbsentAsync(
        new TableEntity(sagaId, KeyOf(answer.Step)) { [Approved] = answer.Approved, [By] = answer.By, [At] = answer.At, [Comment] = answer.Comment },
        cancellationToken);

    /// <summary>Forgets an answer that its saga did not take.</summary>
    public Task WithdrawAsync(string sagaId, string step, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(sagaId, KeyOf(step), ETag.All, cancellationToken);

    private static string KeyOf(string step) => $"answer|{step}";
}
