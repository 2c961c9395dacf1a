using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.Testing.Tables;

/// <summary>A row as it is stored: what its writer sent, with the version and the moment of the write.</summary>
internal sealed record TableRow(JsonObject Columns, int Version, DateTimeOffset WrittenAt)
{
    private const string Timestamp = nameof(Timestamp);
    private const string TypeSuffix = "@odata.type";

    public string ETag => ETagOf(Version);

    public static string ETagOf(int version) => $"W/\"datetime'{version}'\"";

    /// <summary>What is kept of columns that are sent: nothing of those without a value, nor of what the table sets itself.</summary>
    public static JsonObject Kept(JsonObject sent)
    {
        var kept = new JsonObject();
        foreach (var (column, value) in sent)
        {
            if (value is not null && !column.StartsWith("odata.", StringComparison.Ordinal) && column is not (Timestamp or Timestamp + TypeSuffix))
            {
                kept[column] = value.DeepClone();
            }
        }

        return kept;
    }

    /// <summary>The columns with others put in their places, types with them.</summary>
    public static JsonObject Merged(JsonObject columns, JsonObject changes)
    {
        var merged = columns.DeepClone().AsObject();
        foreach (var (column, value) in Kept(changes))
        {
            merged.Remove($"{column}{TypeSuffix}");
            merged[column] = value!.DeepClone();
        }

        return merged;
    }

    /// <param name="columns">Null: all.</param>
    public JsonObject Shown(IReadOnlyList<string>? columns)
    {
        var shown = Columns.DeepClone().AsObject();
        foreach (var column in Columns.Where(IsPlainDouble).Select(type => type.Key[..^TypeSuffix.Length]))
        {
            shown.Remove($"{column}{TypeSuffix}");
            shown[column] = JsonNode.Parse(DoubleText(Columns[column]!.ToJsonString()));
        }

        shown[Timestamp] = WrittenAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        foreach (var column in columns is null ? [] : shown.Select(column => column.Key).ToArray())
        {
            if (!columns!.Contains(column.Replace(TypeSuffix, string.Empty, StringComparison.Ordinal), StringComparer.Ordinal))
            {
                shown.Remove(column);
            }
        }

        shown["odata.etag"] = ETag;
        return shown;
    }

    // A number needs no type when it has a point; what is no number, such as an infinity, is a text of that type.
    private bool IsPlainDouble(KeyValuePair<string, JsonNode?> column) => column.Key.EndsWith(TypeSuffix, StringComparison.Ordinal)
        && column.Value!.GetValue<string>() == "Edm.Double"
        && Columns[column.Key[..^TypeSuffix.Length]] is { } value
        && value.GetValueKind() == JsonValueKind.Number;

    private static string DoubleText(string number) => number.AsSpan().IndexOfAny(".eE") < 0 ? $"{number}.0" : number;

    /// <summary>A column's value by its type; null when there is none.</summary>
    public object? Value(string column)
    {
        if (column == Timestamp)
        {
            return WrittenAt;
        }

        var type = Columns[$"{column}{TypeSuffix}"]?.GetValue<string>();
        return Columns[column] is not { } value ? null : type switch
        {
            null when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            null when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
            null when int.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) => number,
            null or "Edm.Double" => double.Parse(value.ToString(), CultureInfo.InvariantCulture),
            "Edm.Int64" => long.Parse(value.ToString(), CultureInfo.InvariantCulture),
            "Edm.DateTime" => DateTimeOffset.Parse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            "Edm.Guid" => Guid.Parse(value.ToString()),
            _ => throw new NotSupportedException($"Tables in memory cannot compare column '{column}', which is {type}."),
        };
    }
}
