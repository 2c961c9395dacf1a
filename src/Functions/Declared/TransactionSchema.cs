using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace DurableSagas.Functions.Declared;

/// <summary>The published JSON Schema of a declared transaction (draft 2020-12), which is the one that validates.</summary>
public sealed partial class TransactionSchema
{
    private const string Resource = "DurableSagas.Functions.Declared.transaction.json";

    private static readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal) { ["saga"] = "steps", ["tcc"] = "branches", ["2pc"] = "participants" };

    private readonly Lazy<Task<JsonSchema>> _schema;

    public TransactionSchema()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        Text = reader.ReadToEnd();
        _schema = new Lazy<Task<JsonSchema>>(() => JsonSchema.FromJsonAsync(Text));
    }

    public string Text { get; }

    /// <summary>Every fault of a document, with the JSON pointer of its place.</summary>
    public async Task<IReadOnlyList<(string Place, string Fault)>> FaultsOfAsync(JsonObject document, CancellationToken cancellationToken)
    {
        var schema = await _schema.Value.WaitAsync(cancellationToken);
        return [.. schema.Definitions[ShapeOf(document)].Validate(document.ToJsonString()).SelectMany(Leaves).Select(error => (PointerOf(error), MessageOf(error))).Distinct()];
    }

    // Of a choice of shapes a validator could only say that none fits: the protocol says which one is meant, else the parts do.
    private static string ShapeOf(JsonObject document) => document["protocol"] is JsonValue value && value.TryGetValue<string>(out var protocol) && _parts.ContainsKey(protocol)
        ? protocol
        : _parts.FirstOrDefault(shape => document.ContainsKey(shape.Value), _parts.First()).Key;

    // A fault behind a $ref is told as a fault of the reference, with its cause below it.
    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError { Errors.Count: > 0 } parent
        ? parent.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves)
        : [error];

    // The library writes #/steps[0].action, a JSON pointer is /steps/0/action.
    private static string PointerOf(ValidationError error) =>
        Index().Replace((error.Path ?? string.Empty).TrimStart('#'), "/$1").Replace('.', '/') is { Length: > 0 } place ? place.StartsWith('/') ? place : $"/{place}" : "/";

    private static string MessageOf(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"'{error.Property}' is missing.",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => $"There is no field '{error.Property}' here.",
        ValidationErrorKind.NotInEnumeration => $"Expected one of {string.Join(", ", error.Schema.Enumeration)}.",
        ValidationErrorKind.PatternMismatch => $"Expected text that matches {error.Schema.Pattern}",
        ValidationErrorKind.StringTooLong => $"Expected {error.Schema.MaxLength} characters at most.",
        ValidationErrorKind.TooManyItems => $"Expected {error.Schema.MaxItems} at most.",
        ValidationErrorKind.TooFewItems => $"Expected {error.Schema.MinItems} at least.",
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig => $"Expected {error.Schema.Minimum} to {error.Schema.Maximum}.",
        _ => $"{error.Kind}: expected {error.Schema.Type}.",
    };

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();
}
