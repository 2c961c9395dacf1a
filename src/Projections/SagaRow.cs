using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections;

/// <summary>Keys and columns of the table <c>SagaViews</c>: one partition a saga, one row for it and one for each step.</summary>
internal static class SagaRow
{
    public const string Table = "SagaViews";
    public const string RowKey = "saga";

    public const string Name = "name";
    public const string Protocol = "protocol";
    public const string Version = "version";
    public const string Status = "status";
    public const string CreatedAt = "createdAt";
    public const string UpdatedAt = "updatedAt";
    public const string Sequence = "sequence";
    public const string Request = "request";
    public const string RequestHash = "requestHash";
    public const string StepNames = "steps";
    public const string Outcome = "outcome";
    public const string Error = "error";
    public const string Parent = "parent";
    public const string OwnStatus = "ownStatus";

    public const string Attempts = "attempts";
    public const string StartedAt = "startedAt";
    public const string FinishedAt = "finishedAt";

    public const string StepPrefix = "step|";

    // Padded, so that rows come back in the order of the definition.
    public static string StepKey(int ordinal) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StepPrefix}{ordinal:D3}");

    public static long SequenceOf(TableEntity? row) => row?.GetInt64(Sequence) ?? -1;

    /// <summary>What the lists show of a saga's row; null when it is damaged, and will be listed when it is written anew.</summary>
    public static IndexEntry? EntryOf(TableEntity row) =>
        Enum.TryParse<SagaStatus>(row.GetString(Status), out var status) && Enum.TryParse<Sagas.Definitions.Protocol>(row.GetString(Protocol), out var protocol) && row.GetDateTimeOffset(CreatedAt) is { } createdAt
            ? new IndexEntry(row.PartitionKey, row.GetString(Name), protocol, row.GetInt32(Version) ?? 1, status, createdAt, row.GetDateTimeOffset(UpdatedAt) ?? createdAt, SequenceOf(row))
            : null;
}
