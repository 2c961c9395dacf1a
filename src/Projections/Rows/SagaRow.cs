using System.Diagnostics.CodeAnalysis;
using Azure.Data.Tables;

namespace DurableSagas.Projections.Rows;

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
    public const string Definition = "definition";
    public const string StepNames = "steps";
    public const string Outcome = "outcome";
    public const string Error = "error";
    public const string Parent = "parent";
    public const string OwnStatus = "ownStatus";
    public const string Rewinds = "rewinds";
    public const string StuckAt = "stuckAt";
    public const string Step = "step";
    public const string Key = "key";
    public const string Notify = "notify";

    public const string Attempts = "attempts";
    public const string CompensationAttempts = "compensationAttempts";
    public const string StartedAt = "startedAt";
    public const string FinishedAt = "finishedAt";
    public const string Until = "until";
    public const string ByHand = "byHand";
    public const string Tries = "tries";

    public const string StepPrefix = "step|";

    // Padded, so that rows come back in the order of the definition.
    public static string StepKey(int ordinal) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StepPrefix}{ordinal:D3}");

    public static long SequenceOf(TableEntity? row) => row is not null && TryRead<long>(row, Sequence, out var sequence) ? sequence : -1;

    /// <returns>False when the row has no such column, or one of another type.</returns>
    public static bool TryRead<T>(TableEntity row, string column, [NotNullWhen(true)] out T? value)
    {
        value = row.TryGetValue(column, out var found) && found is T typed ? typed : default;
        return found is T;
    }

    /// <returns>False when the row has no such column, or none of the enum's names is in it.</returns>
    public static bool TryReadEnum<T>(TableEntity row, string column, out T value) where T : struct, Enum
    {
        value = default;
        return TryRead<string>(row, column, out var name) && Enum.TryParse(name, out value) && Enum.IsDefined(value);
    }
}
