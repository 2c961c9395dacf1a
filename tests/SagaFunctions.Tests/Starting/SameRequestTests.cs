using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;

namespace DurableSagas.SagaFunctions.Tests.Starting;

public sealed class SameRequestTests
{
    [Theory]
    [InlineData("10.50", "10.5", "1.05e1", "105E-1", "0.105e+2", "1050e-2")]
    [InlineData("0", "-0", "0.000", "0e10", "-0.0E-5")]
    [InlineData("1200", "12e2", "1.2E3", "1200.0")]
    [InlineData("-0.005", "-5e-3", "-0.00500")]
    [InlineData("1e9999", "10e9998", "0.1E10000")]
    [InlineData("79228162514264337593543950335.1", "792281625142643375935439503351e-1")]
    public void Hash_SameNumberInOtherDigits_IsTheSame(params string[] numbers)
    {
        var hashes = numbers.Select(number => HashOf($$"""{"a":[{"b":{{number}}}]}""")).Distinct();

        Assert.Single(hashes);
    }

    [Theory]
    [InlineData("10.5", "\"10.5\"")]
    [InlineData("1", "true")]
    [InlineData("10.5", "10.05")]
    [InlineData("1", "-1")]
    [InlineData("1e400", "1e401")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950336")]
    [InlineData("1e99999999999999999999", "2e99999999999999999999")]
    public void Hash_OtherValue_IsAnother(string one, string other) =>
        Assert.NotEqual(HashOf($$"""{"a":{{one}}}"""), HashOf($$"""{"a":{{other}}}"""));

    // Rows keep it: in another form, a start that is repeated after a deployment would be another request.
    [Theory]
    [InlineData("{}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    [InlineData("""{ "b": [1.50, -0, 1e401, true, null], "a": { "ü\u00e9": "<\"&\u2028/\t'\ud83d\ude9a>", "A": "" } }""", "629d0afd39ddf5a83e43869779bceb125b5990364e5efa6f80f5eb13c2cc039a")]
    public void Hash_OfABody_IsTheOneThatRowsKeep(string body, string hash) => Assert.Equal(hash, HashOf(body));

    [Theory]
    [InlineData("order-1", "\"order-1\"")]
    [InlineData("with \"quotes\"", "\"with \\\"quotes\\\"\"")]
    [InlineData("back\\slash", "\"back\\\\slash\"")]
    [InlineData("\"half", "\"half")]
    [InlineData("\"", "\"")]
    public void Key_InQuotes_IsTheSameKey(string bare, string quoted) => Assert.Equal(KeyOf(bare), KeyOf(quoted));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"\u0001\"")]
    public void Key_ThatIsNothingInItsQuotes_IsRefused(string key) => Assert.Throws<ProblemException>(() => KeyOf(key));

    private static string HashOf(string json) => RequestHash.Of(JsonElement.Parse(json));

    private static IdempotencyKey? KeyOf(string header) => IdempotencyKey.Of(new Request(new Invocation()).With(IdempotencyKey.Header, header));
}
