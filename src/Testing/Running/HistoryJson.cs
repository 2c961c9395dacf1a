using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DurableSagas.Testing.Running;

/// <summary>What the Durable extension makes of the JSON of activities.</summary>
/// <remarks>
/// It reads and writes every input and result with a library of its own, whose defaults change some of it: a number with a
/// point or an exponent becomes a double. A test fails here where the app would in Azure.
/// </remarks>
internal static class HistoryJson
{
    /// <summary>An activity's input as the extension hands it on.</summary>
    public static string? Rewritten(string? json)
    {
        if (json is null || !HasFraction(json))
        {
            return json;
        }

        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader).ToString(Formatting.None);
    }

    // All that would come back as it went is not sent.
    private static bool HasFraction(string json)
    {
        var isText = false;
        for (var index = 0; index < json.Length; index++)
        {
            switch (json[index])
            {
                case '"':
                    isText = !isText;
                    break;
                case '\\' when isText:
                    index++;
                    break;
                case '.' or 'e' or 'E' when !isText && index > 0 && char.IsDigit(json[index - 1]):
                    return true;
            }
        }

        return false;
    }

    /// <summary>The one argument of the list that an engine records.</summary>
    public static string? ArgumentOf(string? input) => input is ['[', .., ']'] ? input[1..^1] : input;
}
