using Azure.Data.Tables;
using DurableSagas.Projections.Rows;

namespace DurableSagas.Projections.Tests.Rows;

public sealed class LongTextTests
{
    private const int Part = 32_000;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Part - 1, 1)]
    [InlineData(Part, 1)]
    [InlineData(Part + 1, 2)]
    [InlineData(2 * Part, 2)]
    [InlineData(LongText.MaxLength, 12)]
    public void Text_OfAnyLengthThatARowHolds_ComesBackFromAsFewColumns(int length, int columns)
    {
        var (row, text) = (new TableEntity("p", "r"), new string('x', length));

        LongText.Write(row, "text", text);

        Assert.Equal(columns, row.Keys.Count(key => key.StartsWith("text", StringComparison.Ordinal)));
        Assert.Equal(text, LongText.Read(row, "text"));
    }

    [Fact]
    public void Text_LongerThanARowHolds_IsRefusedAndSaysHowLongItIs()
    {
        var fault = Assert.Throws<ArgumentException>(() => LongText.Write(new TableEntity("p", "r"), "text", new string('x', LongText.MaxLength + 1)));

        Assert.StartsWith($"The text for column 'text' has {LongText.MaxLength + 1} characters; a row holds {LongText.MaxLength} at most.", fault.Message, StringComparison.Ordinal);
    }

    // One character of two halves would be two that are none.
    [Theory]
    [InlineData(Part - 2)]
    [InlineData(Part - 1)]
    [InlineData(Part)]
    public void Pair_AtTheEndOfAPart_IsNotCutInTwo(int before)
    {
        var (row, text) = (new TableEntity("p", "r"), $"{new string('x', before)}😀{new string('y', Part)}");

        LongText.Write(row, "text", text);

        Assert.Equal(text, LongText.Read(row, "text"));
        Assert.All(row.Keys.Where(key => key.StartsWith("text", StringComparison.Ordinal)), key => Assert.False(char.IsHighSurrogate(row.GetString(key)[^1])));
    }

    [Fact]
    public void Text_ShorterThanTheOneBefore_LeavesNothingOfIt()
    {
        var row = new TableEntity("p", "r");
        LongText.Write(row, "text", new string('x', 3 * Part), parts: 3);

        LongText.Write(row, "text", "short", parts: 3);

        Assert.Equal("short", LongText.Read(row, "text"));
        Assert.Equal(3, row.Keys.Count(key => key.StartsWith("text", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_ThatIsNotThere_IsNull() => Assert.Null(LongText.Read(new TableEntity("p", "r"), "text"));
}
