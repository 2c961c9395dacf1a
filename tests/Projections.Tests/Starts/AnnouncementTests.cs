using DurableSagas.Projections.Starts;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Projections.Tests.Starts;

public sealed class AnnouncementTests
{
    private static readonly DateTimeOffset _created = new DateTimeOffset(2026, 11, 29, 20, 57, 26, TimeSpan.FromHours(2)).AddTicks(1_234_567);
    private static readonly SagaIdentity _saga = new("order-1", "order", Protocol.Saga, 1);
    private static readonly Announcement _announcement = new(_saga, _created) { RequestHash = "5ad1", Notify = "billing" };

    [Fact]
    public void Tags_OfAnAnnouncement_GiveItBackToTheTick()
    {
        var told = new Announcement(_saga, DateTimeOffset.UnixEpoch).With(_announcement.ToTags());

        Assert.Equal(_announcement, told);
    }

    // What looks like a date is written anew by the extension, in the way of another culture.
    [Fact]
    public void Tags_OfAnAnnouncement_TellTheMomentInTicks()
    {
        var tags = _announcement.ToTags();

        Assert.All(tags["createdAt"], character => Assert.True(char.IsAsciiDigit(character)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("11/29/2026 20:57:26")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    public void Tags_ThatHoldNoMoment_AreNone(string created)
    {
        Assert.Null(_announcement.With(new Dictionary<string, string> { ["createdAt"] = created, ["requestHash"] = "5ad1" }));
    }
}
