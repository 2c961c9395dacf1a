using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Json;

/// <summary>The JSON of the app: camelCase, enums by name; with it, and with nothing else, is anything written or read.</summary>
/// <remarks>The worker's own default writes PascalCase and numbers.</remarks>
public static class SagaJson
{
    /// <summary>Levels of nesting that a document may have.</summary>
    public const int MaxDepth = 64;

    /// <summary>Of HTTP and of views: a decimal is a number, and JSON that is not ours stands as it came.</summary>
    public static JsonSerializerOptions Options { get; } = Create(new ForeignJsonConverter(asText: false));

    /// <summary>Of what crosses the history: inputs, results, outcomes, statuses, events.</summary>
    /// <remarks>
    /// The Durable extension parses the inputs and results of activities with another library, and writes them anew: a
    /// number with a point or an exponent becomes a double on the way. So a decimal crosses as text, and so does JSON that
    /// is not ours, whole. It reads what <see cref="Options"/> wrote, too, but for a foreign JSON string.
    /// </remarks>
    public static JsonSerializerOptions History { get; } = Create(new DecimalTextConverter(), new ForeignJsonConverter(asText: true));

    private static JsonSerializerOptions Create(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            // Answers are application/json, never part of a page: quotes and umlauts stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
