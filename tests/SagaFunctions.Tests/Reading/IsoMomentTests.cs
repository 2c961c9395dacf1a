using CsCheck;
using DurableSagas.SagaFunctions.Reading;

namespace DurableSagas.SagaFunctions.Tests.Reading;

public sealed class IsoMomentTests
{
    private static readonly string[] _formats =
    [
        "yyyy-MM-ddTHH:mm:ss.fffffffzzz", "yyyy-MM-ddTHH:mm:ss,ffffffzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mmzzz", "yyyyMMddTHHmmss.fffffff", "yyyyMMddTHHmmssZ", "yyyyMMddTHHmmZ", "yyyyMMddTHHZ", "yyyy-MM-dd", "yyyyMMdd",
    ];

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("20260131", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12Z", "2026-01-31T12:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12:30", "2026-01-31T12:30:00.0000000+00:00")]
    [InlineData("2026-01-31T12:30:15.123456789+05:30", "2026-01-31T12:30:15.1234567+05:30")]
    [InlineData("2026-01-31T12:30:15,5-03", "2026-01-31T12:30:15.5000000-03:00")]
    [InlineData("20260131T123015Z", "2026-01-31T12:30:15.0000000+00:00")]
    [InlineData("20260131T1230+0100", "2026-01-31T12:30:00.0000000+01:00")]
    public void Text_InIso8601_IsThatMoment(string text, string moment)
    {
        Assert.Equal(moment, IsoMoment.Parse(text)?.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("10:00")]
    [InlineData("01/02/2026")]
    [InlineData("2026")]
    [InlineData("31 Jan 2026")]
    [InlineData("Sat, 31 Jan 2026 12:00:00 GMT")]
    [InlineData("2026-01-31 12:00:00Z")]
    [InlineData("2026-01-31T120000Z")]
    [InlineData("20260131T12:00:00Z")]
    [InlineData("2026-1-31")]
    [InlineData("2026-02-30")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("2026-01-31T12:00:00+15:00")]
    [InlineData("2026-01-31T12:00:00+05:99")]
    [InlineData("2026-01-31T12:00:00-05:60")]
    [InlineData("20260131T120000+0560")]
    [InlineData("2026-01-31T12:00:00Z\n")]
    [InlineData(" 2026-01-31")]
    [InlineData("2026-01-31T12:00:00 01:00")]
    [InlineData("2026\u066001\u0660")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    public void Text_InAnyOtherForm_IsNone(string text)
    {
        Assert.Null(IsoMoment.Parse(text));
    }

    // Whatever looks like a moment to .NET and is read, must be written as ISO 8601 writes it.
    [Fact]
    public void Text_OfAnyCharactersOfDates_IsReadOnlyInTheKnownForms() =>
        Gen.Char["0123456789-:T Z+.,/"].Array[0, 25].Sample(characters =>
        {
            var text = new string(characters);
            if (IsoMoment.Parse(text) is not null)
            {
                Assert.Matches(@"^\d{4}(-\d\d-\d\d|\d{4})(T[\d:.,Z+-]+)?\z", text);
            }
        });

    [Fact]
    public void Moment_WrittenInAnyForm_IsReadAsItWas() =>
        Gen.Select(Gen.Long[DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.AddYears(200).Ticks], Gen.Int[0, _formats.Length - 1], Gen.Int[-14, 14]).Sample((ticks, format, hours) =>
        {
            var zone = _formats[format].EndsWith("zzz", StringComparison.Ordinal) ? TimeSpan.FromHours(hours) : TimeSpan.Zero;
            var text = new DateTimeOffset(ticks, zone).ToString(_formats[format].Replace("Z", "'Z'", StringComparison.Ordinal).Replace("T", "'T'", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

            var read = IsoMoment.Parse(text);

            Assert.Equal(text, read?.ToString(_formats[format].Replace("Z", "'Z'", StringComparison.Ordinal).Replace("T", "'T'", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
        });
}
