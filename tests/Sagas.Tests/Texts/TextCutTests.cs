using System.Globalization;
using System.Text;
using CsCheck;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Tests.Texts;

public sealed class TextCutTests
{
    // What a careless cut takes apart: a pair of surrogates, an accent, a family, a flag, a line end.
    private static readonly string[] _pieces = ["a", "汉", "😀", "e\u0301", "👩‍👩‍👧‍👦", "🇦🇹", "\r\n", "\u0301\u0302\u0303"];

    private static readonly Gen<string> _texts = Gen.OneOf([.. _pieces.Select(piece => Gen.Const(piece))]).Array[0, 200].Select(string.Concat);

    [Fact]
    public void Cut_AnyTextAnywhere_EndsBetweenTwoCharacters() => Gen.Select(_texts, Gen.Int[0, 120]).Sample((text, length) =>
    {
        var cut = TextCut.Of(text, length);

        var kept = cut.TrimEnd('…');
        Assert.True(cut.Length <= length);
        Assert.StartsWith(kept, text, StringComparison.Ordinal);
        Assert.True(text.Length <= length ? cut == text : kept.Length == 0 || Boundaries(text).Contains(kept.Length));
    });

    [Fact]
    public void Cut_OneCharacterOfThousandsOfMarks_IsCutBetweenCodePoints()
    {
        var text = "x" + string.Concat(Enumerable.Repeat(char.ConvertFromUtf32(0x1D165), 5_000));

        var cuts = Enumerable.Range(90, 4).Select(length => TextCut.Of(text, length)).ToArray();

        Assert.All(cuts, cut => Assert.InRange(cut.Length, 88, 93));
        Assert.All(cuts, cut => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut))));
    }

    /// <summary>One character of more than 64 code units is cut within: those before the limit are left whole.</summary>
    [Theory]
    [InlineData(65, 1)]
    [InlineData(66, 66)]
    [InlineData(67, 66)]
    [InlineData(91, 90)]
    [InlineData(92, 92)]
    public void Cut_OneCharacterOfThousandsOfMarks_EndsBeforeAHalfCodePoint(int length, int kept)
    {
        var text = "x" + string.Concat(Enumerable.Repeat(char.ConvertFromUtf32(0x1D165), 5_000));

        Assert.Equal($"{text[..(kept - 1)]}…", TextCut.Of(text, length));
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void Cut_AtItsLimit_KeepsWhatFits(string text, int length, string expected) => Assert.Equal(expected, TextCut.Of(text, length));

    private static HashSet<int> Boundaries(string text) => [.. StringInfo.ParseCombiningCharacters(text), text.Length];
}
