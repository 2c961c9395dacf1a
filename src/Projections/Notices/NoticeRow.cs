using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Notices;

/// <summary>The row of a notice: an outbox in the saga's own partition, written in one transaction with the status that it tells.</summary>
internal static class NoticeRow
{
    public const string Attempts = "attempts";
    public const string DeliveredAt = "deliveredAt";
    public const string NextAttemptAt = "nextAttemptAt";
    public const string GivenUpAt = "givenUpAt";
    public const string OwedSince = "owedSince";
    public const string Error = "error";

    public const string First = "notice|";
    public const string End = "notice}";

    private const string Type = "type";
    private const string Receiver = "receiver";
    private const string Sequence = "sequence";
    private const string At = "at";
    private const string SagaName = "name";
    private const string Data = "data";

    // With the rest of the event it fits into a message of 48 KB, were every character of three bytes.
    private const int MaxOutcome = 12_000;

    public static bool Is(ITableEntity row) => row.RowKey.StartsWith(First, StringComparison.Ordinal);

    /// <summary>Whether a change of the saga's row is to be told: it has ended, or stands still, and has not been so before.</summary>
    public static bool IsDue(SagaHead? before, SagaHead after) =>
        SagaNotice.TypeOf(after.Status) is not null
        && (before?.Status != after.Status || (!after.Status.HasEnded() && before.Rewinds != after.Rewinds));

    public static TableEntity Of(string receiver, SagaHead head, string? businessKey, DateTimeOffset now)
    {
        var at = head.UpdatedAt ?? now;
        var notice = new SagaNotice(head.Saga.Id, head.Saga.Name, head.Saga.Protocol, head.Saga.Version, head.Status, head.Sequence, at)
        {
            Key = businessKey,
            Outcome = head is { Status: SagaStatus.Completed or SagaStatus.Compensated, Outcome: { } outcome }
                ? OutcomeColumn.Within(outcome, MaxOutcome)
                : null,
            Step = !head.Status.HasEnded() && head.Step is { Length: > 0 } step ? step : null,
            Error = head.Error is { Length: > 0 } error ? ShortText.Of(error) : null,
        };
        var row = new TableEntity(head.Saga.Id, KeyOf(head.Sequence, at))
        {
            [Type] = SagaNotice.TypeOf(head.Status),
            [Receiver] = receiver,
            [Sequence] = head.Sequence,
            [At] = at,
            [SagaName] = head.Saga.Name,
            [OwedSince] = now,
        };
        LongText.Write(row, Data, JsonSerializer.Serialize(notice, SagaJson.Options));
        return row;
    }

    /// <summary>Null when it is damaged.</summary>
    public static Notice? Read(TableEntity row) => ViewOf(row) is { } view
        && SagaRow.TryRead<string>(row, SagaName, out var name)
        && SagaRow.TryRead<DateTimeOffset>(row, OwedSince, out var since)
        && LongText.Read(row, Data) is { } data
            ? new Notice(row.PartitionKey, row.RowKey, EventIdOf(row, view), name, since, data, view) { Version = row.ETag }
            : null;

    /// <summary>Null when it is damaged: a saga is shown without it.</summary>
    public static NoticeView? ViewOf(TableEntity row) =>
        SagaRow.TryRead<string>(row, Type, out var type)
        && SagaRow.TryRead<string>(row, Receiver, out var receiver)
        && SagaRow.TryRead<long>(row, Sequence, out var sequence)
        && SagaRow.TryRead<DateTimeOffset>(row, At, out var at)
            ? new NoticeView(type, receiver, sequence, at, SagaRow.TryRead<int>(row, Attempts, out var attempts) ? attempts : 0)
            {
                Key = row.RowKey,
                DeliveredAt = MomentOf(row, DeliveredAt),
                GivenUpAt = MomentOf(row, GivenUpAt),
                NextAttemptAt = MomentOf(row, DeliveredAt) is null ? MomentOf(row, NextAttemptAt) : null,
                Error = SagaRow.TryRead<string>(row, Error, out var error) && error.Length > 0 ? error : null,
            }
            : null;

    // Two may be of one sequence: what is told of a saga from outside, or from below, does not raise it.
    private static string KeyOf(long sequence, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{First}{sequence:D10}|{at.UtcTicks:D19}");

    private static string EventIdOf(TableEntity row, NoticeView view) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.PartitionKey}/{view.Sequence}/{view.At.UtcTicks}");

    // A row that is merged keeps what is not written: the least moment stands for none.
    private static DateTimeOffset? MomentOf(TableEntity row, string column) =>
        SagaRow.TryRead<DateTimeOffset>(row, column, out var moment) && moment > None ? moment : null;

    /// <summary>The least that a table holds.</summary>
    public static DateTimeOffset None { get; } = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
