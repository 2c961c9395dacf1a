using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>Reads a whole number however it is written: to JSON Schema <c>3</c>, <c>3.0</c> and <c>3e0</c> are the same integer.</summary>
internal sealed class WholeNumberConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number
            && reader.TryGetDecimal(out var number)
            && decimal.Truncate(number) == number
            && number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)number;
        }

        throw new JsonException("Expected a whole number.");
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
