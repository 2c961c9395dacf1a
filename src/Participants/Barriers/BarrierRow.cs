using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>The layout of barrier rows.</summary>
/// <remarks>
/// <code>
/// PartitionKey  that of the guarded rows, so that one transaction holds both
/// RowKey        b|{saga}|{branch}|{part}|{operation}     each part escaped by TableKey
/// WrittenBy     Forward | Compensate                     a Forward row written by Compensate bars the forward call
/// Result        JSON of what the change returned
/// Saga, Branch, Part                                     as given, for people
/// </code>
/// A row is inserted once, is never changed by the transactional barrier, and goes only when its saga is purged.
/// </remarks>
internal static class BarrierRow
{
    public const string Mark = "b";
    public const string Prefix = "b|";
    public const string WrittenBy = nameof(WrittenBy);
    public const string Result = nameof(Result);

    // 60 KB of the 64 KB that a string column takes, at two bytes a character.
    public const int MaximumResultLength = 30_720;

    public static string Key(BarrierCall call, BarrierOperation operation) =>
        TableKey.Join(Mark, call.Saga, call.Branch, call.Part, operation.ToString());

    public static TableEntity New(string partitionKey, BarrierCall call, BarrierOperation operation) =>
        new(partitionKey, Key(call, operation))
        {
            [WrittenBy] = call.Operation.ToString(),
            [nameof(call.Saga)] = call.Saga,
            [nameof(call.Branch)] = call.Branch,
            [nameof(call.Part)] = call.Part,
        };

    public static bool IsWrittenBy(this TableEntity row, BarrierOperation operation) =>
        row.GetString(WrittenBy) == operation.ToString();

    public static void SetResult<T>(this TableEntity row, T value, BarrierCall call, BarrierOptions options)
    {
        var json = JsonSerializer.Serialize(value, options.Serializer);

        row[Result] = json.Length <= MaximumResultLength
            ? json
            : throw new InvalidOperationException(
                $"{call}: the result takes {json.Length} characters of JSON; a barrier row holds at most {MaximumResultLength}. "
                    + "Return a reference to it instead.");
    }

    public static T? ReadResult<T>(this TableEntity row, BarrierOptions options) =>
        row.GetString(Result) is { } json ? JsonSerializer.Deserialize<T>(json, options.Serializer) : default;
}
