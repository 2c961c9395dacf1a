using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.Testing.Tables;

/// <summary>What Azure Tables takes no row of.</summary>
internal static class TableLimits
{
    private const int MaxKey = 512;
    private const int MaxText = 32 * 1024;
    private const int MaxColumns = 255;
    private const int MaxRow = 1024 * 1024;

    /// <summary>Null when there is none.</summary>
    public static TableAnswer? FaultOf(TableRequest request, string index) => request switch
    {
        { Method: "DELETE" } => null,
        { Keys: { } keys } when IsRefused(keys.Partition) || IsRefused(keys.Row) => TableAnswer.Error(
            400, "InvalidInput", $"{index}The 'PartitionKey' or 'RowKey' has a character that no key may have: '/', '\\', '#', '?' or a control character."),
        { Keys: { } keys } when keys.Partition.Length > MaxKey || keys.Row.Length > MaxKey => TableAnswer.Error(
            400, "KeyValueTooLarge", $"{index}A key is longer than {MaxKey} characters."),
        { Row: { } row } => FaultOf(row, index),
        _ => null,
    };

    private static TableAnswer? FaultOf(JsonObject row, string index) =>
        row.FirstOrDefault(column => IsTooLong(column.Value)) is { Key: { } name }
            ? TableAnswer.Error(400, "PropertyValueTooLarge", $"{index}The value of '{name}' exceeds 64 KB.")
        : row.Count(column => !column.Key.Contains('@', StringComparison.Ordinal)) > MaxColumns
            ? TableAnswer.Error(400, "TooManyProperties", $"{index}The entity has more than {MaxColumns} properties, its keys and time among them.")
        : row.Count > 16 && Encoding.Unicode.GetByteCount(row.ToJsonString()) > MaxRow
            ? TableAnswer.Error(400, "EntityTooLarge", $"{index}The entity is larger than 1 MB.")
        : null;

    private static bool IsTooLong(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > MaxText;

    private static bool IsRefused(string key) => key.Any(letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter));
}
