using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DurableSagas.Participants.Tests.TableDouble;

/// <summary>One operation on rows: a request of its own, or a part of a batch.</summary>
internal sealed partial record TableRequest(string Method, string Table, string PartitionKey, string RowKey, string? Filter, string? IfMatch, JsonObject? Row)
{
    public static TableRequest Parse(string method, string uri, string? ifMatch, string body)
    {
        var address = Address().Match(uri);
        var row = body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject();

        return new TableRequest(
            method,
            address.Groups["table"].Value,
            Key(address, "partition") ?? row?[nameof(PartitionKey)]?.GetValue<string>() ?? "",
            Key(address, "row") ?? row?[nameof(RowKey)]?.GetValue<string>() ?? "",
            address.Groups["filter"] is { Success: true } filter ? Uri.UnescapeDataString(filter.Value) : null,
            ifMatch,
            row);
    }

    private static string? Key(Match address, string group) =>
        address.Groups[group] is { Success: true } key ? Uri.UnescapeDataString(key.Value).Replace("''", "'", StringComparison.Ordinal) : null;

    [GeneratedRegex(@"devstoreaccount1/(?<table>[$\w]+)(\((PartitionKey='(?<partition>.*)',RowKey='(?<row>.*)')?\))?(\?(.*\$filter=(?<filter>[^&]*))?.*)?$")]
    private static partial Regex Address();
}
