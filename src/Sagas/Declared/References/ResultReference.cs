using System.Globalization;
using System.Text.Json;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>A place in the result of an earlier step, or in a parameter: <c>step#/json/pointer</c>, the pointer as in RFC 6901.</summary>
/// <param name="Step">The step's name; of a parameter its name behind a sign that no step's name has.</param>
internal sealed record ResultReference(string Step, string Path)
{
    private const char ParameterSign = '$';

    /// <summary>Whether it is one to a parameter.</summary>
    public bool IsParameter => Step[0] == ParameterSign;

    /// <summary>As its step or parameter is declared.</summary>
    public string Name => IsParameter ? Step[1..] : Step;

    /// <summary>What it is a place in, for people.</summary>
    public string Source => IsParameter ? $"parameter '{Name}'" : $"the result of step '{Step}'";

    /// <summary>Null when the text is no reference to a result.</summary>
    public static ResultReference? Parse(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && text[0] != ParameterSign ? Of(text[..hash], text[(hash + 1)..]) : null;
    }

    /// <summary>A parameter's name, which a pointer may follow; null when the text is something else.</summary>
    public static ResultReference? ParseParameter(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var name = hash < 0 ? text : text[..hash];
        return name.Length > 0 ? Of(NameOf(name), hash < 0 ? string.Empty : text[(hash + 1)..]) : null;
    }

    /// <summary>Either, as a path has it: <c>{step#/json/pointer}</c>, <c>{$parameter}</c>.</summary>
    public static ResultReference? ParseInPath(string text) => text.StartsWith(ParameterSign) ? ParseParameter(text[1..]) : Parse(text);

    /// <summary>The name by which references know a parameter.</summary>
    public static string NameOf(string parameter) => $"{ParameterSign}{parameter}";

    private static ResultReference? Of(string name, string pointer) => pointer.Length == 0 || pointer[0] == '/' ? new ResultReference(name, pointer) : null;

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
