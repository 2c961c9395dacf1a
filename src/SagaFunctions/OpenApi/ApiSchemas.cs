using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Starts;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>The schemas of what crosses HTTP, as the serializer itself describes its types.</summary>
internal sealed class ApiSchemas(RequestRules rules)
{
    private const string Reference = "$ref";

    // What only the engine writes, callers need not know.
    private static readonly JsonSerializerOptions _requests = new(RequestBody.Options)
    {
        TypeInfoResolver = RequestBody.Options.TypeInfoResolver!.WithAddedModifier(WithoutHidden),
    };

    private readonly JsonSchemaExporterOptions _exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = rules.Describe };

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    public JsonObject OfAnswer(Type type) => Refer(type, SagaJson.Options);

    public JsonObject OfRequest(Type type) => Refer(type, _requests);

    /// <summary>The end of a saga whose result is of this type.</summary>
    public JsonObject OfEnded(Type result) => new()
    {
        ["allOf"] = new JsonArray(
            OfAnswer(typeof(EndedSaga)),
            new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["result"] = OfAnswer(result) } }),
    };

    /// <summary>A request, beside which a start may say who is told of its end, and ask for faults where they are allowed.</summary>
    public JsonObject OfStart(Type type, StartMembers beside)
    {
        var reference = OfRequest(type);
        if (_schemas[type.Name]["properties"] is JsonObject members)
        {
            beside.AddTo(members);
        }

        return reference;
    }

    /// <summary>The same for a type that is not only a start's: its own schema stays as it is.</summary>
    public JsonObject OfSharedStart(Type type, StartMembers beside)
    {
        OfRequest(type);
        var schema = (JsonObject)_schemas[type.Name].DeepClone();
        beside.AddTo((JsonObject)schema["properties"]!);
        return schema;
    }

    /// <summary>A value that the schema allows.</summary>
    public JsonNode? Example(JsonNode? schema, int depth = 0) => schema switch
    {
        JsonObject refers when refers[Reference] is { } place => Example(_schemas[place.GetValue<string>().Split('/')[^1]], depth),
        JsonObject any when any["enum"] is JsonArray values => values[0]?.DeepClone(),
        JsonObject typed => TypeOf(typed) switch
        {
            "object" => new JsonObject(
                RequiredOf(typed).Select(name => KeyValuePair.Create(name, Example(typed["properties"]?[name], depth + 1)))),
            "array" => new JsonArray(Example(typed["items"], depth + 1)),
            "string" when typed["format"]?.GetValue<string>() == "date-time" => "2026-01-31T12:00:00Z",
            // The one other pattern is a duration's.
            "string" => typed["pattern"] is { } pattern && !Regex.IsMatch("text", pattern.GetValue<string>(), RegexOptions.ECMAScript) ? "00:01:00" : "text",
            "integer" or "number" => 1,
            "boolean" => true,
            _ => null,
        },
        _ => null,
    };

    private JsonObject Refer(Type type, JsonSerializerOptions options)
    {
        if (ItemOf(type) is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Refer(item, options) };
        }

        if (type.IsGenericType || type == typeof(JsonElement))
        {
            // A name of its own is for what has one.
            return options.GetJsonSchemaAsNode(type, _exporter) as JsonObject ?? [];
        }

        if (!_schemas.ContainsKey(type.Name))
        {
            var schema = options.GetJsonSchemaAsNode(type, _exporter);
            Root(schema, $"#/components/schemas/{type.Name}");
            _schemas[type.Name] = schema;
        }

        return new JsonObject { [Reference] = $"#/components/schemas/{type.Name}" };
    }

    private static void WithoutHidden(JsonTypeInfo type)
    {
        foreach (var hidden in type.Properties.Where(property => property.AttributeProvider is PropertyInfo { GetMethod.IsPublic: false }).ToArray())
        {
            type.Properties.Remove(hidden);
        }
    }

    private static IEnumerable<string> RequiredOf(JsonObject schema) =>
        ((schema["required"] as JsonArray) ?? []).Select(name => name!.GetValue<string>());

    private static Type? ItemOf(Type type) =>
        type is { IsGenericType: true } && type.IsAssignableTo(typeof(IEnumerable)) && type.GetGenericArguments() is [var item] ? item : null;

    // The exporter's references are from the root of the type's schema, which lies deeper here.
    private static void Root(JsonNode? node, string root)
    {
        if (node is JsonObject members)
        {
            if (members[Reference] is JsonValue place && place.GetValue<string>() is ['#', .. var rest])
            {
                members[Reference] = root + rest;
            }

            foreach (var member in members.ToArray())
            {
                Root(member.Value, root);
            }
        }

        foreach (var item in node as JsonArray ?? [])
        {
            Root(item, root);
        }
    }

    private static string? TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types[0]!.GetValue<string>(),
        { } type => type.GetValue<string>(),
        null => null,
    };
}
