using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DurableSagas.Testing.Tables;

/// <summary>One operation on rows: a request of its own, or a part of a batch.</summary>
/// <param name="Keys">Null when rows are asked for by a filter.</param>
internal sealed partial record TableRequest(string Method, TableKeys? Keys, string? IfMatch, JsonObject? Row)
{
    /// <summary>The columns asked for; null: all.</summary>
    public IReadOnlyList<string>? Columns { get; private init; }

    public static TableRequest Of(TableMessage message)
    {
        var address = Address().Match(message.RawSegment);
        var row = message.Body.Length == 0 ? null : JsonNode.Parse(message.Body)!.AsObject();
        return new TableRequest(message.Method, KeysIn(address) ?? KeysIn(row), message.IfMatch, row)
        {
            Columns = message.Parameter("$select")?.Split(','),
        };
    }

    private static TableKeys? KeysIn(Match address) => address.Success ? new TableKeys(Text(address, "partition"), Text(address, "row")) : null;

    private static TableKeys? KeysIn(JsonObject? row) =>
        row?["PartitionKey"]?.GetValue<string>() is { } partition && row["RowKey"]?.GetValue<string>() is { } rowKey ? new TableKeys(partition, rowKey) : null;

    private static string Text(Match address, string key) =>
        Uri.UnescapeDataString(address.Groups[key].Value).Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^\w+\(PartitionKey='(?<partition>.*)',RowKey='(?<row>.*)'\)$")]
    private static partial Regex Address();
}
