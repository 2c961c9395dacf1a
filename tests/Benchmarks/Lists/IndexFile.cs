using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Lists;

namespace DurableSagas.Benchmarks.Lists;

/// <summary>Rows of the index in a file, from which an Azurite fills its table when that is created.</summary>
internal sealed class IndexFile : IDisposable
{
    private const string ETag = "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"";
    private const string Modified = "2026-01-01T00:00:00.0000000Z";

    // The rows of a million sagas take some five thousand; Node.js stops at four thousand unless told.
    private const int HeapMegabytes = 12_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-lists-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "index.jsonl");

    /// <summary>Of the Azurite that is to be filled.</summary>
    public AzuriteOptions Options => new()
    {
        NodeOptions =
        [
            $"--max-old-space-size={HeapMegabytes}",
            $"--import=data:text/javascript,{Uri.EscapeDataString(Script().Replace("process.env.FILL_FROM", JsonSerializer.Serialize(Path), StringComparison.Ordinal))}",
        ],
    };

    public async Task WriteAsync(IEnumerable<IndexEntry> sagas, CancellationToken cancellationToken)
    {
        var counts = new IndexCounts();
        await using var stream = File.Create(Path);
        await using var json = new Utf8JsonWriter(stream);
        foreach (var saga in sagas)
        {
            counts.Add(saga);
            await WriteAsync(stream, json, IndexSeed.RowsOf(saga), cancellationToken);
        }

        await WriteAsync(stream, json, counts.Rows, cancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task WriteAsync(FileStream stream, Utf8JsonWriter json, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            Write(json, row);
            await json.FlushAsync(cancellationToken);
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static void Write(Utf8JsonWriter json, TableEntity row)
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey", row.PartitionKey);
        json.WriteString("RowKey", row.RowKey);
        json.WriteStartObject("properties");
        foreach (var (name, value) in row)
        {
            WriteProperty(json, name, value);
        }

        json.WriteEndObject();
        json.WriteString("lastModifiedTime", Modified);
        json.WriteString("eTag", ETag);
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                json.WriteString($"{name}@odata.type", "Edm.Int64");
                break;
            case DateTimeOffset moment:
                json.WriteString(name, moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                json.WriteString($"{name}@odata.type", "Edm.DateTime");
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }

    private static string Script()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("fill.mjs")!);
        return reader.ReadToEnd();
    }
}
