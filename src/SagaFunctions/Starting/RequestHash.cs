using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Tells two bodies apart by what they say, not by how they are spaced or ordered, nor by the digits of their numbers.</summary>
internal static class RequestHash
{
    public static string Of(JsonElement body)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(canonical))
        {
            Write(writer, body);
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber.Of(value.GetRawText()));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
