using DurableSagas.LocalHost.Worker;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.LocalHost.Tests.Worker;

public sealed class RestartPolicyTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void PauseAfterDeath_DiesAtOnceEachTime_PausesGrowUntilItIsGivenUp()
    {
        var policy = new RestartPolicy(_time);

        var pauses = Enumerable.Range(0, 6).Select(_ => policy.PauseAfterDeath()).ToList();

        Assert.Equal([0, 1, 2, 4, 8, null], pauses.Select(pause => (double?)pause?.TotalSeconds));
    }

    [Fact]
    public void PauseAfterDeath_LivedForAMinuteBetween_IsStartedAtOnceForEver()
    {
        var policy = new RestartPolicy(_time);

        var pauses = Enumerable.Range(0, 20).Select(_ =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return policy.PauseAfterDeath();
        }).ToList();

        Assert.All(pauses, pause => Assert.Equal(TimeSpan.Zero, pause));
    }

    [Fact]
    public void PauseAfterDeath_FiveInAMinuteThenAPause_CountsOnlyTheLastMinute()
    {
        var policy = new RestartPolicy(_time);
        for (var death = 0; death < 5; death++)
        {
            policy.PauseAfterDeath();
            _time.Advance(TimeSpan.FromSeconds(13));
        }

        var pause = policy.PauseAfterDeath();

        Assert.Equal(TimeSpan.FromSeconds(8), pause);
    }
}
