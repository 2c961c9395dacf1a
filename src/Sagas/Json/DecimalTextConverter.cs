using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Json;

/// <summary>Writes a decimal as text, with the digits that it has, and reads it from text or number.</summary>
internal sealed class DecimalTextConverter : JsonConverter<decimal>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(TextOf(value));

    public override decimal ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WritePropertyName(TextOf(value));

    private static string TextOf(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Parse(string text) => decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new JsonException($"'{text}' is no decimal.");
}
