using System.Globalization;
using System.Text.Json.Nodes;

namespace DurableSagas.Testing.Tables;

/// <summary>One table in memory, with the semantics of entity-group transactions: all or nothing, at one instant.</summary>
internal sealed class TableStore
{
    private const int MaxPage = 1000;
    private const int MaxBatch = 100;

    private readonly TimeProvider _time;
    private readonly SortedDictionary<TableKeys, TableRow> _rows;

    // Versions outlive their rows: a row that is deleted and inserted again must not get its old ETag back.
    private readonly Dictionary<TableKeys, int> _versions;

    public TableStore(TimeProvider time) => (_time, _rows, _versions) = (time, [], []);

    private TableStore(TableStore other) => (_time, _rows, _versions) = (other._time, new(other._rows), new(other._versions));

    /// <summary>Equal texts behave equally, but for the moments of writes.</summary>
    public string State => string.Join('\n', [
        .. _rows.Values.Select(found => $"{found.Version} {found.Columns.ToJsonString()}"),
        .. _versions.Where(version => !_rows.ContainsKey(version.Key)).Select(gone => $"{gone.Value} {gone.Key} is gone"),
    ]);

    public TableStore Clone() => new(this);

    public JsonObject? Find(string partition, string row) => _rows.TryGetValue(new(partition, row), out var found) ? found.Columns : null;

    public void Insert(JsonObject row) =>
        Write(new TableRequest("POST", new(row["PartitionKey"]!.GetValue<string>(), row["RowKey"]!.GetValue<string>()), null, row));

    public TableAnswer Answer(TableMessage message)
    {
        if (message.IsBatch)
        {
            return Commit([.. TableBatch.Parse(message.Body).Select(TableRequest.Of)]);
        }

        var request = TableRequest.Of(message);
        return request.Method != "GET" ? Write(request) : request.Keys is { } keys ? Read(keys, request.Columns) : Query(message, request.Columns);
    }

    private TableAnswer Commit(IReadOnlyList<TableRequest> requests)
    {
        if (requests.Count > MaxBatch)
        {
            return TableBatch.Format([TableAnswer.Error(400, "InvalidInput", $"{MaxBatch}:The batch has more than {MaxBatch} changes.")]);
        }

        var failed = requests.Select((request, index) => Check(request, index, requests)).FirstOrDefault(answer => answer is not null);
        return TableBatch.Format(failed is not null ? [failed] : requests.Select(Write));
    }

    private TableAnswer? Check(TableRequest request, int index, IReadOnlyList<TableRequest> requests)
    {
        if (request.Keys!.Partition != requests[0].Keys!.Partition)
        {
            return TableAnswer.Error(
                400, "CommandsInBatchActOnDifferentPartitions", $"{index}:All commands in a batch must operate on same entity group.");
        }

        if (requests.Take(index).Any(earlier => earlier.Keys!.Row == request.Keys.Row))
        {
            return TableAnswer.Error(400, "InvalidDuplicateRow", $"{index}:A command with RowKey '{request.Keys.Row}' is already present in the batch.");
        }

        var answer = Judge(request, $"{index}:");
        return answer.Status < 300 ? null : answer;
    }

    private TableAnswer Write(TableRequest request)
    {
        var (answer, key) = (Judge(request, string.Empty), request.Keys!);
        if (answer.Status >= 300)
        {
            return answer;
        }

        if (request.Method == "DELETE")
        {
            _rows.Remove(key);
            return answer;
        }

        var version = _versions[key] = _versions.GetValueOrDefault(key) + 1;
        var columns = request.Method == "PATCH" && _rows.TryGetValue(key, out var known)
            ? TableRow.Merged(known.Columns, request.Row!)
            : TableRow.Kept(request.Row!);
        _rows[key] = new TableRow(columns, version, _time.GetUtcNow());
        return answer with { ETag = TableRow.ETagOf(version) };
    }

    private TableAnswer Judge(TableRequest request, string index)
    {
        var exists = _rows.TryGetValue(request.Keys!, out var row);
        return TableLimits.FaultOf(request, index) ?? request.Method switch
        {
            "POST" when exists => TableAnswer.Error(409, "EntityAlreadyExists", $"{index}The specified entity already exists."),
            "PUT" or "PATCH" when request.IfMatch is null => new TableAnswer(204),
            "PUT" or "PATCH" or "DELETE" when !exists =>
                TableAnswer.Error(404, "ResourceNotFound", $"{index}The specified resource does not exist."),
            "PUT" or "PATCH" or "DELETE" when request.IfMatch != "*" && request.IfMatch != row!.ETag =>
                TableAnswer.Error(412, "UpdateConditionNotSatisfied", $"{index}The update condition specified in the request was not satisfied."),
            "POST" or "PUT" or "PATCH" or "DELETE" => new TableAnswer(204),
            _ => throw new NotSupportedException($"Tables in memory do not know method '{request.Method}'."),
        };
    }

    private TableAnswer Read(TableKeys keys, IReadOnlyList<string>? columns) => _rows.TryGetValue(keys, out var found)
        ? new TableAnswer(200, found.Shown(columns).ToJsonString(), found.ETag)
        : TableAnswer.Error(404, "ResourceNotFound", "The specified resource does not exist.");

    private TableAnswer Query(TableMessage message, IReadOnlyList<string>? columns)
    {
        var (filter, from) = (TableFilter.Parse(message.Parameter("$filter")), TableKeys.OfToken(message));
        var most = message.Parameter("$top") is { } top ? int.Parse(top, CultureInfo.InvariantCulture) : MaxPage;
        var found = _rows.Where(row => (from is null || row.Key.CompareTo(from) >= 0) && filter(row.Value.Value)).Take(most + 1).ToArray();
        return new TableAnswer(200, new JsonObject { ["value"] = new JsonArray([.. found.Take(most).Select(row => row.Value.Shown(columns))]) }.ToJsonString())
        {
            Next = found.Length > most ? found[most].Key : null,
        };
    }
}
