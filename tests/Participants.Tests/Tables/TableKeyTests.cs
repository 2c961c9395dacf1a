using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Tests.Tables;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("order-7", "order-7")]
    [InlineData("", "")]
    [InlineData("a/b\\c#d?e", "a^2Fb^5Cc^23d^3Fe")]
    [InlineData("a|b^c%d'e", "a^7Cb^5Ec^25d^27e")]
    [InlineData("\u0000\u001F\u007F\u009F", "^00^1F^7F^9F")]
    [InlineData("日本 å", "日本 å")]
    public void Escape_AnyText_FitsAndComesBack(string text, string key)
    {
        Assert.Equal(key, TableKey.Escape(text));
        Assert.Equal(text, TableKey.Unescape(key));
    }

    [Fact]
    public void Join_PartsThatHoldTheSeparator_NeverCollide()
    {
        Assert.Equal("a|b^7Cc", TableKey.Join("a", "b|c"));
        Assert.Equal("a^7Cb|c", TableKey.Join("a|b", "c"));
    }

    [Fact]
    public void Escape_TooLong_IsQuotedUpToAWholeCharacter()
    {
        var tooLong = Assert.Throws<ArgumentException>(() => TableKey.Escape($"{new string('x', 39)}{string.Concat(Enumerable.Repeat("👩", 300))}"));

        Assert.StartsWith($"Table key '{new string('x', 39)}…' has", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_AsLongAsAKeyMayBe_Fits() => Assert.Equal(512, TableKey.Escape(new string('x', 512)).Length);

    [Fact]
    public void Join_TooLong_SaysSo()
    {
        var tooLong = Assert.Throws<ArgumentException>(() => TableKey.Join("saga", new string('x', 508)));

        Assert.StartsWith("Table key 'saga|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' has 513 characters after escaping; at most 512 fit.", tooLong.Message, StringComparison.Ordinal);
    }
}
