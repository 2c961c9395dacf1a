using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Running.Attempts;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class BackoffTests
{
    private static readonly AttemptPolicy _policy = new() { FirstDelay = TimeSpan.FromSeconds(1), Backoff = 2, MaxDelay = TimeSpan.FromMinutes(1), PendingFor = TimeSpan.FromHours(1) };

    /// <summary>Instances under way replay their waits: these values may never change.</summary>
    [Theory]
    [InlineData("order-1/A", 1, 857.1222)]
    [InlineData("order-1/A", 2, 1720.1040)]
    [InlineData("order-1/A", 7, 51778.9047)]
    [InlineData("order-1/B", 1, 813.0198)]
    public void Delay_OfAnAttempt_IsTheSameInEveryReplay(string seed, int attempt, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(_policy, attempt, seed).TotalMilliseconds, tolerance: 0.001);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Delay_OfManyOperations_LosesUpToAQuarterToJitter(int attempt, double seconds)
    {
        var delays = Enumerable.Range(0, 1000).Select(number => Backoff.Delay(_policy, attempt, $"order-{number}/A").TotalSeconds).ToArray();

        Assert.InRange(delays.Min(), seconds * 0.75, seconds * 0.76);
        Assert.InRange(delays.Max(), seconds * 0.99, seconds);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1.5)]
    [InlineData(4, 3.375)]
    [InlineData(8, 17.0859375)]
    [InlineData(9, 18)]
    [InlineData(100, 18)]
    public void Pending_OfAPolicyInAHurry_WaitsLongerEachTimeUntilTwoHundredAnswersFit(int asked, double seconds)
    {
        var hasty = _policy with { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };

        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Pending(hasty, asked, "order-1/A"));
    }

    [Fact]
    public void Pending_OfAPatientPolicy_WaitsAsBetweenAttempts()
    {
        var patient = _policy with { FirstDelay = TimeSpan.FromMinutes(1) };

        Assert.Equal(Backoff.Delay(patient, 5, "order-1/A"), Backoff.Pending(patient, 5, "order-1/A"));
    }
}
