using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Pointer;
using Json.Schema;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>The published JSON Schema of a declared transaction (draft 2020-12), which is the one that validates.</summary>
public sealed class TransactionSchema
{
    private const string Resource = "DurableSagas.SagaFunctions.Declared.transaction.json";

    private static readonly Dictionary<string, string> _parts =
        new(StringComparer.Ordinal) { ["saga"] = "steps", ["tcc"] = "branches", ["2pc"] = "participants" };
    private static readonly EvaluationOptions _options = new() { OutputFormat = OutputFormat.List };

    private readonly Dictionary<string, JsonSchema> _shapes;

    public TransactionSchema()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        Text = reader.ReadToEnd();
        _shapes = _parts.Keys.ToDictionary(shape => shape, ShapeOf, StringComparer.Ordinal);
    }

    internal string Text { get; }

    /// <summary>Every fault of a document, with the JSON pointer of its place.</summary>
    internal IReadOnlyList<(string Place, string Fault)> FaultsOf(JsonElement document)
    {
        var results = _shapes[ShapeOf(document)].Evaluate(document, _options);
        var faulty = (results.Details ?? []).Where(result => result.Errors is not null && !IsQuestion(result));
        return results.IsValid ? [] : [.. faulty.SelectMany(result => FaultsOf(result, document)).Distinct()];
    }

    // What a condition finds only says which shape is meant.
    private static bool IsQuestion(EvaluationResults result) => result.EvaluationPath.ToString().Split('/').Contains("if");

    // Of a choice of shapes a validator could only say that none fits: the protocol says which one is meant, else the parts do.
    private static string ShapeOf(JsonElement document) => document.TryGetProperty("protocol", out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } protocol
        && _parts.ContainsKey(protocol)
        ? protocol
        : _parts.FirstOrDefault(shape => document.TryGetProperty(shape.Value, out _), _parts.First()).Key;

    private JsonSchema ShapeOf(string shape)
    {
        var schema = JsonNode.Parse(Text)!.AsObject();
        schema.Remove("$id");
        schema.Remove("oneOf");
        schema["$ref"] = $"#/$defs/{shape}";
        // A registry of its own: the shapes share their definitions' names.
        return JsonSchema.Build(JsonSerializer.SerializeToElement(schema), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    }

    private IEnumerable<(string Place, string Fault)> FaultsOf(EvaluationResults result, JsonElement document)
    {
        var place = result.InstanceLocation.ToString() is { Length: > 0 } pointer ? pointer : "/";
        foreach (var (keyword, message) in result.Errors!)
        {
            if (keyword == "required")
            {
                foreach (var missing in MissingOf(result, document))
                {
                    yield return ($"{place.TrimEnd('/')}/{missing}", $"'{missing}' is missing.");
                }
            }
            else
            {
                yield return (place, MessageOf(result, keyword, message));
            }
        }
    }

    private IEnumerable<string> MissingOf(EvaluationResults result, JsonElement document)
    {
        var found = result.InstanceLocation.Evaluate(document)!.Value;
        return Keyword(result, "required").EnumerateArray().Select(name => name.GetString()!).Where(name => !found.TryGetProperty(name, out _));
    }

    private string MessageOf(EvaluationResults result, string keyword, string message) => keyword switch
    {
        // The place itself is refused: no such member is known there.
        "" => "There is no such field here.",
        "enum" => $"Expected one of {string.Join(", ", Keyword(result, keyword).EnumerateArray())}.",
        "maxLength" => $"Expected {Keyword(result, keyword)} characters at most.",
        "pattern" => $"Expected text that matches {Keyword(result, keyword)}",
        _ => $"{message}.",
    };

    private JsonElement Keyword(EvaluationResults result, string keyword)
    {
        using var schema = JsonDocument.Parse(Text);
        var place = JsonPointer.Parse(Uri.UnescapeDataString(result.SchemaLocation.Fragment.TrimStart('#')));
        return place.Evaluate(schema.RootElement)!.Value.GetProperty(keyword).Clone();
    }
}
