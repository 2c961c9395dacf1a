namespace DurableSagas.LocalHost.Worker;

/// <summary>When a worker that died is started again: at once, then with growing pauses, and five times a minute at most.</summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    private const int MaxInWindow = 5;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);

    private readonly Queue<DateTimeOffset> _deaths = [];

    /// <summary>Called at each death; null when it has died too often.</summary>
    public TimeSpan? PauseAfterDeath()
    {
        var now = time.GetUtcNow();
        while (_deaths.TryPeek(out var death) && now - death >= _window)
        {
            _deaths.Dequeue();
        }

        _deaths.Enqueue(now);
        return _deaths.Count switch
        {
            1 => TimeSpan.Zero,
            > MaxInWindow => null,
            var count => _firstPause * (1 << (count - 2)),
        };
    }
}
