using System.Text.Json.Nodes;

namespace DurableSagas.Participants.Tests.TableDouble;

/// <summary>One table in memory, with the semantics of entity-group transactions: all or nothing, at one instant.</summary>
internal sealed class TableStore
{
    private static readonly Comparer<(string Partition, string Row)> _order = Comparer<(string Partition, string Row)>.Create((one, other) =>
        string.CompareOrdinal(one.Partition, other.Partition) is var order and not 0 ? order : string.CompareOrdinal(one.Row, other.Row));

    private readonly SortedDictionary<(string Partition, string Row), (JsonObject Row, int Version)> _rows;

    // Versions outlive their rows: a row that is deleted and inserted again must not get its old ETag back.
    private readonly Dictionary<(string Partition, string Row), int> _versions;

    public TableStore()
    {
        _rows = new(_order);
        _versions = [];
    }

    private TableStore(TableStore other)
    {
        _rows = new(other._rows, _order);
        _versions = new(other._versions);
    }

    public string State => string.Join('\n', [
        .. _rows.Values.Select(found => $"{found.Version} {found.Row.ToJsonString()}"),
        .. _versions.Where(version => !_rows.ContainsKey(version.Key)).Select(gone => $"{gone.Value} {gone.Key} is gone"),
    ]);

    public TableStore Clone() => new(this);

    public JsonObject? Find(string partition, string row) => _rows.TryGetValue((partition, row), out var found) ? found.Row : null;

    public void Insert(JsonObject row) => Write(new TableRequest("POST", "", row["PartitionKey"]!.GetValue<string>(), row["RowKey"]!.GetValue<string>(), null, null, row));

    public TableAnswer Answer(string method, Uri uri, string? ifMatch, string body) =>
        uri.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal)
            ? Commit(TableBatch.Parse(body))
            : Answer(TableRequest.Parse(method, uri.AbsoluteUri, ifMatch, body));

    private TableAnswer Answer(TableRequest request) => request.Method is not "GET" ? Write(request) : request.RowKey.Length > 0 ? Read(request) : Query(request);

    private TableAnswer Commit(IReadOnlyList<TableRequest> requests)
    {
        var answers = requests.Select((request, index) => Check(request, index, requests)).ToList();
        var failed = answers.Find(answer => answer is not null);
        return TableBatch.Format(failed is not null ? [failed] : requests.Select(Write));
    }

    private TableAnswer? Check(TableRequest request, int index, IReadOnlyList<TableRequest> requests)
    {
        if (requests.Take(index).Any(earlier => earlier.RowKey == request.RowKey))
        {
            return TableAnswer.Error(400, "InvalidDuplicateRow", $"{index}:A command with RowKey '{request.RowKey}' is already present in the batch.");
        }

        var answer = Judge(request, $"{index}:");
        return answer.Status < 300 ? null : answer;
    }

    private TableAnswer Write(TableRequest request)
    {
        var answer = Judge(request, "");

        if (answer.Status >= 300)
        {
            return answer;
        }

        var key = (request.PartitionKey, request.RowKey);

        if (request.Method is "DELETE")
        {
            _rows.Remove(key);
            return answer;
        }

        var version = _versions[key] = _versions.GetValueOrDefault(key) + 1;
        _rows[key] = (request.Method is "PATCH" ? Merge(_rows[key].Row, request.Row!) : request.Row!, version);
        return answer with { ETag = ETagOf(version) };
    }

    private TableAnswer Judge(TableRequest request, string index)
    {
        var exists = _rows.TryGetValue((request.PartitionKey, request.RowKey), out var row);

        return request.Method switch
        {
            "POST" when exists => TableAnswer.Error(409, "EntityAlreadyExists", $"{index}The specified entity already exists."),
            "PUT" when request.IfMatch is null => new TableAnswer(204),
            "PUT" or "PATCH" or "DELETE" when !exists => TableAnswer.Error(404, "ResourceNotFound", $"{index}The specified resource does not exist."),
            "PUT" or "PATCH" or "DELETE" when request.IfMatch != "*" && request.IfMatch != ETagOf(row.Version) => TableAnswer.Error(412, "UpdateConditionNotSatisfied", $"{index}The update condition specified in the request was not satisfied."),
            "POST" or "PUT" or "PATCH" or "DELETE" => new TableAnswer(204),
            _ => throw new NotSupportedException($"The table double does not know method '{request.Method}'."),
        };
    }

    private TableAnswer Read(TableRequest request) =>
        _rows.TryGetValue((request.PartitionKey, request.RowKey), out var found)
            ? new TableAnswer(200, Format(found).ToJsonString(), ETagOf(found.Version))
            : TableAnswer.Error(404, "ResourceNotFound", "The specified resource does not exist.");

    private TableAnswer Query(TableRequest request) =>
        new(200, new JsonObject { ["value"] = new JsonArray([.. _rows.Values.Where(found => TableFilter.Matches(request.Filter, found.Row)).Select(Format)]) }.ToJsonString());

    private static JsonObject Merge(JsonObject row, JsonObject changes)
    {
        var merged = row.DeepClone().AsObject();

        foreach (var (column, value) in changes)
        {
            merged[column] = value?.DeepClone();
        }

        return merged;
    }

    private static JsonObject Format((JsonObject Row, int Version) found)
    {
        var row = found.Row.DeepClone().AsObject();
        row["odata.etag"] = ETagOf(found.Version);
        row["Timestamp"] = "2026-01-01T00:00:00.0000000Z";
        return row;
    }

    private static string ETagOf(int version) => $"W/\"datetime'{version}'\"";
}
