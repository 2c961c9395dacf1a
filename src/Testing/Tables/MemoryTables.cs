using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace DurableSagas.Testing.Tables;

/// <summary>The tables of one storage account, in memory; each is there as soon as it is named, until it is deleted.</summary>
/// <remarks>They answer as Azure Tables does, or not at all: what they do not know they refuse, and the host's test with it.</remarks>
internal sealed class MemoryTables
{
    private const string Tables = nameof(Tables);
    private const string Name = "TableName";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<string, TableStore?> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<TableServiceClient> _client;
    private NotSupportedException? _refused;

    public MemoryTables(TimeProvider time)
    {
        _time = time;
        _client = new(() => TableTransport.Connect(message => Task.FromResult(Answer(message))));
    }

    public TableServiceClient Client => _client.Value;

    /// <summary>An activity's failure may be hidden behind its retries: the test is told.</summary>
    /// <exception cref="NotSupportedException">Something was asked for that tables in memory cannot do.</exception>
    public void ThrowIfRefused()
    {
        if (_refused is { } refused)
        {
            throw new NotSupportedException($"{refused.Message} Give the host a TableServiceClient of its own for this, Azurite's for example.", refused);
        }
    }

    private TableAnswer Answer(TableMessage message)
    {
        lock (_gate)
        {
            try
            {
                return message.IsBatch ? StoreOf(TableOf(TableBatch.Parse(message.Body)[0])).Answer(message)
                    : TableOf(message) == Tables ? AnswerOfTables(message)
                    : TableOf(message).Length == 0 ? throw NotKnown(message)
                    : Find(TableOf(message)) is { } table ? table.Answer(message)
                    : TableAnswer.Error(404, "TableNotFound", "The table specified does not exist.");
            }
            catch (NotSupportedException refused)
            {
                _refused ??= refused;
                throw;
            }
        }
    }

    private static string TableOf(TableMessage message) => message.Segment.Split('(')[0];

    private static NotSupportedException NotKnown(TableMessage message) =>
        new($"Tables in memory do not answer '{message.Method} {message.Uri.PathAndQuery}'.");

    private TableStore StoreOf(string name) =>
        Find(name) ?? throw new NotSupportedException($"Tables in memory take no transaction on table '{name}', which was deleted.");

    // Null: it was deleted.
    private TableStore? Find(string name) => _tables.TryGetValue(name, out var table) ? table : _tables[name] = new TableStore(_time);

    private TableAnswer AnswerOfTables(TableMessage message)
    {
        switch (message.Method)
        {
            case "POST":
                return Create(JsonNode.Parse(message.Body)![Name]!.GetValue<string>());
            case "DELETE":
                return Delete(message.Segment[(Tables.Length + 2)..^2]);
            case "GET":
                var filter = TableFilter.Parse(message.Parameter("$filter"));
                var names = _tables.Where(table => table.Value is not null).Select(table => table.Key).Order(StringComparer.Ordinal);
                var found = names.Where(name => filter(column => column == Name ? name : null)).Select(name => new JsonObject { [Name] = name });
                return new TableAnswer(200, new JsonObject { ["value"] = new JsonArray([.. found]) }.ToJsonString());
            default:
                throw NotKnown(message);
        }
    }

    private TableAnswer Create(string name)
    {
        if (_tables.GetValueOrDefault(name) is not null)
        {
            return TableAnswer.Error(409, "TableAlreadyExists", "The table specified already exists.");
        }

        _tables[name] = new TableStore(_time);
        return new TableAnswer(204);
    }

    private TableAnswer Delete(string name)
    {
        if (_tables.GetValueOrDefault(name) is null)
        {
            return TableAnswer.Error(404, "ResourceNotFound", "The specified resource does not exist.");
        }

        _tables[name] = null;
        return new TableAnswer(204);
    }
}
