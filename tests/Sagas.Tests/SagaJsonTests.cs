using System.Globalization;
using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Tests;

public sealed class SagaJsonTests
{
    [Theory]
    [InlineData("20.00")]
    [InlineData("-0.1")]
    [InlineData("79228162514264337593543950335")]
    public void Decimal_ThatCrossesTheHistory_IsTextWithItsDigits(string digits)
    {
        var value = decimal.Parse(digits, CultureInfo.InvariantCulture);

        var text = JsonSerializer.Serialize(new Dictionary<decimal, decimal> { [value] = value }, SagaJson.History);

        Assert.Equal($$"""{"{{digits}}":"{{digits}}"}""", text);
        Assert.Equal(digits, JsonSerializer.Deserialize<Dictionary<decimal, decimal>>(text, SagaJson.History)!.Single().Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(digits, JsonSerializer.Serialize(value, SagaJson.Options));
    }

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("\"-1.5\"", "-1.5")]
    [InlineData("\"1E2\"", "100")]
    public void Decimal_FromTheHistory_IsReadFromTextOrNumber(string json, string digits) =>
        Assert.Equal(digits, JsonSerializer.Deserialize<decimal>(json, SagaJson.History).ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("many")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    public void Decimal_ThatIsNone_IsNamed(string text)
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<decimal>($"\"{text}\"", SagaJson.History));

        Assert.StartsWith($"'{text}' is no decimal.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignJson_Crossing_IsTextInTheHistoryAndItselfOutside()
    {
        var foreign = ForeignJson.Parse("""{ "n": 1.50, "text": "ü \"" }""");

        var (inHistory, outside) = (JsonSerializer.Serialize(foreign, SagaJson.History), JsonSerializer.Serialize(foreign, SagaJson.Options));

        Assert.Equal("""{"n":1.50,"text":"ü \""}""", foreign.Text);
        Assert.Equal(foreign.Text, outside);
        Assert.Equal(foreign.Text, JsonSerializer.Deserialize<string>(inHistory, SagaJson.Options));
        Assert.Equal([foreign, foreign, foreign], new[] { (inHistory, SagaJson.History), (outside, SagaJson.History), (outside, SagaJson.Options) }.Select(read => JsonSerializer.Deserialize<ForeignJson>(read.Item1, read.Item2)));
    }

    [Fact]
    public void ForeignJson_ThatIsAString_IsTheStringOutside() => Assert.Equal("\"7\"", JsonSerializer.Deserialize<ForeignJson>("\"7\"", SagaJson.Options)!.Text);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void ForeignJson_NestedAsDeepAsADocumentMayBe_IsKept(int levels, bool isKept)
    {
        var text = $"{new string('[', levels)}{new string(']', levels)}";

        var refused = Record.Exception(() => Assert.Equal(text, ForeignJson.Parse(text).ToElement().GetRawText()));

        Assert.Equal(!isKept, refused is JsonException);
    }

    [Fact]
    public void Json_OfTheApp_HasCamelCaseNamesEnumsByNameAndReadableLetters() => Assert.Equal(
        """{"event":"Approve","at":"2026-01-01T00:00:00+00:00","why":"Grüße \"<&>'"}""",
        JsonSerializer.Serialize(new IgnoredEvent("Approve", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "Grüße \"<&>'"), SagaJson.Options));

    [Theory]
    [InlineData("""{"status":"Completed"}""", true)]
    [InlineData("""{"status":3}""", false)]
    [InlineData("""{"status":"Completed","undone":null}""", false)]
    [InlineData("""{}""", false)]
    public void Json_OfTheApp_IsReadOnlyAsItWouldBeWritten(string json, bool isRead)
    {
        foreach (var options in new[] { SagaJson.Options, SagaJson.History })
        {
            var refused = Record.Exception(() => Assert.Equal(SagaStatus.Completed, JsonSerializer.Deserialize<SagaOutcome>(json, options)!.Status));

            Assert.Equal(isRead, refused is null);
        }
    }
}
