using DurableSagas.Projections.Starts;

namespace DurableSagas.Projections.Tests;

public sealed class AnnouncementTests
{
    private static readonly DateTimeOffset _created = new DateTimeOffset(2026, 11, 29, 20, 57, 26, TimeSpan.FromHours(2)).AddTicks(1_234_567);

    [Fact]
    public void Tags_OfAnAnnouncement_GiveItBackToTheTick()
    {
        var announcement = Announcement.Of(new Announcement("5ad1", _created).ToTags());

        Assert.Equal(new Announcement("5ad1", _created), announcement);
    }

    // What looks like a date is written anew by the extension, in the way of another culture.
    [Fact]
    public void Tags_OfAnAnnouncement_TellTheMomentInTicks()
    {
        var tags = new Announcement("5ad1", _created).ToTags();

        Assert.All(tags["createdAt"], character => Assert.True(char.IsAsciiDigit(character)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("11/29/2026 20:57:26")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    public void Tags_ThatHoldNoMoment_AreNone(string created)
    {
        Assert.Null(Announcement.Of(new Dictionary<string, string> { ["createdAt"] = created, ["requestHash"] = "5ad1" }));
    }
}
