using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Locks;

/// <summary>How long to wait for what another holds.</summary>
/// <param name="Limit">In all; zero to try once.</param>
public sealed record Patience(TimeSpan Limit)
{
    public static Patience None { get; } = new(TimeSpan.Zero);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan MaximumPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Repeats work while another holds the lock, and passes the last <see cref="LockedException"/> on when patience ends.</summary>
    public async Task<T> WaitAsync<T>(TimeProvider time, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (LockedException) when (time.GetElapsedTime(begun) < Limit)
            {
                await Task.Delay(PauseAfter(attempt, Limit - time.GetElapsedTime(begun)), time, cancellationToken);
            }
        }
    }

    internal TimeSpan PauseAfter(int attempt, TimeSpan left)
    {
        var pause = JitteredPause.After(attempt, FirstPause, MaximumPause);
        return pause < left ? pause : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
