using DurableSagas.Participants.Locks;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.Participants.Tests.Locks;

public sealed class PatienceTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public void PauseAfter_MoreTries_IsLongerAsFarAsTheMaximum()
    {
        var patience = new Patience(_second) { FirstPause = TimeSpan.FromMilliseconds(10), MaximumPause = TimeSpan.FromMilliseconds(80) };

        Assert.All(Pauses(patience, attempt: 1), pause => Assert.InRange(pause.TotalMilliseconds, 0, 10));
        Assert.Contains(Pauses(patience, attempt: 3), pause => pause.TotalMilliseconds > 20);
        Assert.All(Pauses(patience, attempt: 9), pause => Assert.InRange(pause.TotalMilliseconds, 0, 80));
    }

    [Fact]
    public void PauseAfter_LessTimeLeft_EndsWithThat()
    {
        var patience = new Patience(_second) { FirstPause = TimeSpan.FromHours(1), MaximumPause = TimeSpan.FromHours(1) };

        Assert.All(Pauses(patience, attempt: 1, left: TimeSpan.FromTicks(1)), pause => Assert.InRange(pause.Ticks, 0, 1));
        Assert.All(Pauses(patience, attempt: 1, left: -_second), pause => Assert.Equal(TimeSpan.Zero, pause));
    }

    [Fact]
    public async Task WaitAsync_LockedForLonger_TriesUntilItsLimitAndNoLonger()
    {
        var time = new FakeTimeProvider();
        var tried = 0;
        var waiting = new Patience(_second) { FirstPause = _second / 4, MaximumPause = _second / 4 }.WaitAsync<int>(
            time, _ => { tried++; throw new LockedException("p", "r", new LockHolder("saga-1", null)); }, _token);

        for (var step = 0; step < 100 && !waiting.IsCompleted; step++)
        {
            time.Advance(_second / 100);
        }

        Assert.True(waiting.IsCompleted, "It waits beyond its limit.");
        await Assert.ThrowsAsync<LockedException>(() => waiting);
        Assert.InRange(tried, 3, 101);
    }

    private static TimeSpan[] Pauses(Patience patience, int attempt, TimeSpan? left = null) =>
        [.. Enumerable.Range(0, 200).Select(_ => patience.PauseAfter(attempt, left ?? _second))];
}
