using System.Globalization;
using System.Text.Json;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>A place in the result of an earlier step: <c>step#/json/pointer</c>, the pointer as in RFC 6901.</summary>
internal sealed record ResultReference(string Step, string Path)
{
    /// <summary>Null when the text is no reference.</summary>
    public static ResultReference? Parse(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var pointer = text[(hash + 1)..];
        return hash > 0 && (pointer.Length == 0 || pointer[0] == '/') ? new ResultReference(text[..hash], pointer) : null;
    }

    internal string Text => $"{Step}#{Path}";

    /// <summary>Null when there is nothing at that place.</summary>
    internal JsonElement? In(JsonElement result)
    {
        var place = result;
        foreach (var token in Path.Split('/').Skip(1).Select(Unescaped))
        {
            if (Child(place, token) is not { } child)
            {
                return null;
            }

            place = child;
        }

        return place;
    }

    private static string Unescaped(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonElement? Child(JsonElement place, string token) => place.ValueKind switch
    {
        JsonValueKind.Object when place.TryGetProperty(token, out var member) => member,
        JsonValueKind.Array when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < place.GetArrayLength() =>
            place[index],
        _ => null,
    };
}
