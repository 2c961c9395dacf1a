using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Tests.Texts;

public sealed class SentenceTests
{
    [Theory]
    [InlineData(null, "Cancelled.")]
    [InlineData("", "Cancelled.")]
    [InlineData(" ", "Cancelled.")]
    [InlineData("too late", "Cancelled: too late.")]
    [InlineData("too late.", "Cancelled: too late.")]
    [InlineData("too late? ", "Cancelled: too late?")]
    [InlineData("too late!", "Cancelled: too late!")]
    [InlineData("too l…", "Cancelled: too l…")]
    public void Sentence_OfWhatOthersSaid_EndsOnce(string? said, string expected)
    {
        Assert.Equal(expected, Sentence.Of("Cancelled", said));
    }
}
