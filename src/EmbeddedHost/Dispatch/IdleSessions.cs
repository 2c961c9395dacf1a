namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Takes out of memory, from time to time, the instances that only wait.</summary>
internal sealed class IdleSessions : IDisposable
{
    private readonly ITimer _timer;

    public IdleSessions(Sessions sessions, TimeSpan idleTimeout, TimeProvider time)
    {
        var period = TimeSpan.FromTicks(Math.Max(idleTimeout.Ticks / 2, TimeSpan.TicksPerSecond));
        var idleTicks = (long)(idleTimeout.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(_ => sessions.EvictIdle(time.GetTimestamp() - idleTicks), null, period, period);
    }

    public void Dispose() => _timer.Dispose();
}
