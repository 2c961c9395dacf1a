using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Tests.Declared;

public sealed class SecretsTests
{
    private const string Secret = "s3cr+t/k&y=\"7\"==";

    private static readonly Secrets _secrets = new(Secret, "31415926", null, "short");

    private static readonly Dictionary<string, Func<string, string>> _echoes = new()
    {
        ["as it is"] = text => text,
        ["in capitals"] = text => text.ToUpperInvariant(),
        ["with escapes of JSON"] = text => string.Concat(text.Select(character => $"\\u{(int)character:x4}")),
        ["with slashes escaped"] = text => text.Replace("/", "\\/", StringComparison.Ordinal),
        ["percent-encoded"] = Uri.EscapeDataString,
        ["twice percent-encoded"] = text => Uri.EscapeDataString(Uri.EscapeDataString(text)),
        ["with zeros between"] = text => string.Join('\0', text.ToCharArray()),
        ["as HTML"] = WebUtility.HtmlEncode,
        ["as JSON in a text"] = text => JsonSerializer.Serialize(new { text }),
    };

    private static readonly string[] _places = ["""{"a":ECHO}""", """{ECHO:1}""", """[{"a":[[ECHO]]}]""", "ECHO", """{"a":{ECHO:{ECHO:ECHO}}}"""];

    public static MatrixTheoryData<string, string> Echoes => new(_echoes.Keys, _places);

    [Theory]
    [MemberData(nameof(Echoes))]
    public void Secret_EchoedInJson_IsNotInWhatIsKept(string echo, string place)
    {
        var answer = place.Replace("ECHO", JsonSerializer.Serialize($"you sent {_echoes[echo](Secret)}, Bearer {Secret}"), StringComparison.Ordinal);

        var kept = _secrets.Without(ForeignJson.Parse(answer).ToElement()).GetRawText();

        Assert.All(Readings(kept), reading => Assert.DoesNotContain(Secret, reading, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("***", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_OfDigitsEchoedAsANumber_IsNotInWhatIsKept()
    {
        Assert.Equal("""{"a":"***","b":20.00}""", _secrets.Without(ForeignJson.Parse("""{"a":31415926,"b":20.00}""").ToElement()).GetRawText());
    }

    [Fact]
    public void Answer_WithoutASecret_StaysAsItIs()
    {
        const string answer = """{"a":"short 50% \u0026 ä","n":[1.50,true,null,{}],"q":"%2F&amp;\\u0041"}""";

        Assert.Equal(ForeignJson.Parse(answer).Text, _secrets.Without(ForeignJson.Parse(answer).ToElement()).GetRawText());
    }

    // As whoever reads a view may read it.
    private static IEnumerable<string> Readings(string kept)
    {
        for (var (text, round) = (kept, 0); round < 4; round++)
        {
            yield return text;
            text = Uri.UnescapeDataString(WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Unescape(text.Replace("\\/", "/", StringComparison.Ordinal)))).Replace("\0", string.Empty, StringComparison.Ordinal);
        }
    }
}
