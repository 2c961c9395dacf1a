using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace DurableSagas.Projections.Rows;

/// <summary>Rows as this process wrote them last: while nobody else writes them, the next write needs no reading.</summary>
/// <remarks>
/// Nothing is decided by them alone: what is written is guarded by their ETags, and what is out of date is a lost race, after
/// which they are read. Where that is often so, since other processes write the same rows, they are hardly asked for any more.
/// </remarks>
/// <param name="most">How many are kept; those that came first go first.</param>
internal sealed class Remembered<T>(int most) where T : class
{
    // A race that is lost costs more than a reading that is spared.
    private const int Mistrust = 2;
    private const int Bound = 16;
    private const int Probe = 32;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<KeyValuePair<string, Entry>> _order = new();
    private int _trust;
    private int _asked;

    /// <summary>Takes what is known out: who writes by it keeps what stands then.</summary>
    public bool TryTake(string key, [NotNullWhen(true)] out T? rows)
    {
        rows = _entries.TryRemove(key, out var entry) && (Volatile.Read(ref _trust) >= 0 || Interlocked.Increment(ref _asked) % Probe == 0)
            ? entry.Rows
            : null;
        return rows is not null;
    }

    public void Keep(string key, T rows)
    {
        var entry = new Entry(rows);
        _entries[key] = entry;
        _order.Enqueue(new(key, entry));
        while (_order.Count > most && _order.TryDequeue(out var first))
        {
            // Unless it was taken since, and another was kept.
            _entries.TryRemove(first);
        }
    }

    public void Forget(string key) => _entries.TryRemove(key, out _);

    /// <summary>Whether what was taken turned out to stand.</summary>
    public void Tell(bool stood)
    {
        // Two at once may lose a step of it: it is a tendency.
        var trust = Volatile.Read(ref _trust);
        Volatile.Write(ref _trust, Math.Clamp(trust + (stood ? 1 : -Mistrust), -Bound, Bound));
    }

    // A class: one that was kept again is another.
    private sealed class Entry(T rows)
    {
        public T Rows { get; } = rows;
    }
}
