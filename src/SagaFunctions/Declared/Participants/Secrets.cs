using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>Takes out of a participant's answer what the call authenticated with: who echoes it must not bring it into a history that others read.</summary>
/// <remarks>Looked for after decoding, and as deep as an echo may have encoded it again.</remarks>
internal sealed partial class Secrets
{
    private const string Redacted = "***";

    /// <summary>A shorter one could stand in any answer by chance, and is not looked for.</summary>
    public const int ShortestSecret = 8;

    private const int Encodings = 3;

    private readonly string[] _secrets;

    public Secrets(params string?[] secrets) => _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length >= ShortestSecret)];

    /// <summary>The JSON without them, in names, texts and numbers.</summary>
    public JsonElement Without(JsonElement answer) => _secrets.Length == 0 ? answer : ForeignJson.Written(writer => Write(answer, writer)).ToElement();

    /// <summary>The text without them; where it holds one in another encoding, nothing of it.</summary>
    public string Without(string text)
    {
        text = _secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, Redacted, StringComparison.OrdinalIgnoreCase));
        var decoded = text;
        for (var round = 0; round < Encodings; round++)
        {
            decoded = Decode(decoded);
            if (_secrets.Any(secret => decoded.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            {
                return Redacted;
            }
        }

        return text;
    }

    private void Write(JsonElement node, Utf8JsonWriter writer)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in node.EnumerateObject())
                {
                    writer.WritePropertyName(Without(member.Name));
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in node.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Without(node.GetString()!));
                break;
            case JsonValueKind.Number when Without(node.GetRawText()) is var digits && digits != node.GetRawText():
                writer.WriteStringValue(digits);
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    // Zeros stand between the characters of a text in UTF-16 that was read as UTF-8.
    private static string Decode(string text) => Uri.UnescapeDataString(WebUtility.HtmlDecode(JsonEscape().Replace(text, Unescape)))
        .Replace("\0", string.Empty, StringComparison.Ordinal);

    private static string Unescape(Match escape) =>
        escape.Groups[1] is { Success: true, Value: var code } ? $"{(char)Convert.ToUInt16(code, 16)}" : escape.Value[1..];

    [GeneratedRegex("""\\(?:u([0-9A-Fa-f]{4})|["\\/])""")]
    private static partial Regex JsonEscape();
}
