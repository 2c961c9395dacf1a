using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Json;

/// <summary>Writes <see cref="ForeignJson"/> as a JSON string that holds its text, or as what it is.</summary>
internal sealed class ForeignJsonConverter(bool asText) : JsonConverter<ForeignJson>
{
    public override ForeignJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (asText && reader.TokenType == JsonTokenType.String)
        {
            return ForeignJson.Parse(reader.GetString()!);
        }

        using var value = JsonDocument.ParseValue(ref reader);
        return ForeignJson.Of(value.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, ForeignJson value, JsonSerializerOptions options)
    {
        if (asText)
        {
            writer.WriteStringValue(value.Text);
        }
        else
        {
            writer.WriteRawValue(value.Text, skipInputValidation: true);
        }
    }
}
