using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class WaitPreferenceTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    public void Query_OfWhatIsOffered_IsKept(string asked, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), WaitPreference.Of(new Request(new Invocation(), $"sagas/s-1?wait={asked}")));
    }

    [Theory]
    [InlineData("31")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("")]
    public void Query_OfWhatIsNotOffered_IsABadRequestThatSaysWhatIs(string asked)
    {
        var request = new Request(new Invocation(), $"sagas/s-1?wait={asked}");

        var problem = Assert.Throws<ProblemException>(() => WaitPreference.Of(request));

        Assert.Equal([$"Expected 0 to 30 seconds, found '{asked}'."], problem.Errors!["wait"]);
        // Who only wants to know how long to try is not refused twice.
        Assert.Null(WaitPreference.Find(request));
    }

    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("respond-async, WAIT = \"7\"", 7)]
    // The longest that the caller will wait: what there is, is less.
    [InlineData("wait=600", 30)]
    [InlineData("wait=soon", null)]
    [InlineData("respond-async", null)]
    public void Header_OfRfc7240_IsAWishAndNoDemand(string preferred, int? seconds)
    {
        var request = new Request(new Invocation()).With("Prefer", preferred);

        Assert.Equal(seconds, WaitPreference.Of(request)?.TotalSeconds);
    }

    [Fact]
    public void Request_ThatSaysNothingOfIt_DoesNotWait() => Assert.Null(WaitPreference.Of(new Request(new Invocation())));
}
