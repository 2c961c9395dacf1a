using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Http.Patience;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Waiting;

/// <summary>Keeps callers who wait for sagas: all of them together cost one read a second, whatever their number.</summary>
/// <remarks>
/// The sagas waited for are read in turn, one each second. What this process writes to a view it need not look for: that wakes whoever waits
/// for it at once, by one read for all of them.
/// </remarks>
public sealed partial class WaitingCallers
{
    /// <summary>At once, in one process; who comes then is answered without waiting.</summary>
    internal const int Most = 1_000;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestRead = TimeSpan.FromSeconds(5);

    private readonly SagaReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger<WaitingCallers> _logger;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, WaitedSaga> _sagas = new(StringComparer.Ordinal);
    private readonly Queue<WaitedSaga> _turns = new();
    private int _callers;
    private bool _isLooking;

    public WaitingCallers(SagaReader reader, ViewMoves moves, TimeProvider time, ILogger<WaitingCallers> logger)
    {
        (_reader, _time, _logger) = (reader, time, logger);
        // As long as the app: both are singletons.
        moves.Moved += Hear;
    }

    /// <summary>The saga as soon as it has ended, is stuck, or has moved past what the caller knows; else as it is when the wait is over.</summary>
    /// <param name="past">The sequence that the caller knows; null when only the end is of interest.</param>
    /// <param name="look">Reads it, for a caller who need not wait.</param>
    /// <returns>Null when there is no such saga.</returns>
    internal async Task<SagaView?> WaitAsync(string id, long? past, TimeSpan wait, CallerPatience patience, Func<Task<SagaView?>> look)
    {
        var caller = new WaitingCaller(past);
        // Before the look: what is written between the two is heard.
        var saga = Enter(id, caller);
        try
        {
            var view = await look();
            if (saga is null || view is null || caller.IsAnsweredBy(view.Status, view.Sequence) || patience.LeftOf(wait) is not { Ticks: > 0 } left)
            {
                return view;
            }

            var last = await AnswerAsync(saga, caller, left, patience.Host) ?? await LastAsync(saga);
            return last is null ? view : last.View;
        }
        finally
        {
            Leave(saga, caller);
        }
    }

    // Null when the wait is over.
    private async Task<SagaLook?> AnswerAsync(WaitedSaga saga, WaitingCaller caller, TimeSpan left, CancellationToken host)
    {
        try
        {
            return new SagaLook(await caller.Answer.WaitAsync(left, _time, host), _time.GetTimestamp());
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // Those whose wait is over together share it. Null when it cannot be read.
    private async Task<SagaLook?> LastAsync(WaitedSaga saga)
    {
        Task<SagaLook?> reading;
        lock (_lock)
        {
            if (saga.Last is { } last && _time.GetElapsedTime(last.At) < _pause)
            {
                return last;
            }

            reading = saga.Reading ??= ReadAsync(saga);
        }

        return await reading;
    }

    private WaitedSaga? Enter(string id, WaitingCaller caller)
    {
        lock (_lock)
        {
            if (_callers == Most)
            {
                return null;
            }

            _callers++;
            if (!_sagas.TryGetValue(id, out var saga))
            {
                _sagas[id] = saga = new WaitedSaga(id);
                _turns.Enqueue(saga);
            }

            saga.Callers.Add(caller);
            if (!_isLooking)
            {
                _isLooking = true;
                _ = LookAroundAsync();
            }

            return saga;
        }
    }

    private void Leave(WaitedSaga? saga, WaitingCaller caller)
    {
        lock (_lock)
        {
            if (saga is null)
            {
                return;
            }

            _callers--;
            saga.Callers.Remove(caller);
            if (saga.Callers.Count == 0)
            {
                _sagas.Remove(saga.Id);
            }
        }
    }

    // Not where its first caller runs: it goes on for others.
    private async Task LookAroundAsync()
    {
        using var seconds = new PeriodicTimer(_pause, _time);
        for (var isWaitedFor = true; isWaitedFor && await seconds.WaitForNextTickAsync().ConfigureAwait(false);)
        {
            Task reading;
            lock (_lock)
            {
                isWaitedFor = _isLooking = TryTakeTurn(out var saga);
                reading = saga is null ? Task.CompletedTask : saga.Reading ??= ReadAsync(saga);
            }

            await reading;
        }
    }

    private bool TryTakeTurn(out WaitedSaga? saga)
    {
        while (_turns.TryDequeue(out saga))
        {
            // Nobody waits for it any more.
            if (saga.Callers.Count > 0)
            {
                _turns.Enqueue(saga);
                return true;
            }
        }

        return false;
    }

    private void Hear(object? sender, ViewMove move)
    {
        lock (_lock)
        {
            if (_sagas.TryGetValue(move.Id, out var saga))
            {
                saga.Hear(move);
                saga.Reading ??= saga.IsDue ? ReadAsync(saga) : null;
            }
        }
    }

    // Whoever calls it holds the lock, and may be a writer that runs where nothing goes on once it has ended.
    private Task<SagaLook?> ReadAsync(WaitedSaga saga) => Task.Run(() => ReadNowAsync(saga));

    private async Task<SagaLook?> ReadNowAsync(WaitedSaga saga)
    {
        lock (_lock)
        {
            saga.Begin();
        }

        var look = await TryLookAsync(saga.Id);
        lock (_lock)
        {
            saga.End(look);
            // Not where it could not be read: its turn comes.
            saga.Reading = look is not null && saga.IsDue ? ReadAsync(saga) : null;
        }

        return look;
    }

    private async Task<SagaLook?> TryLookAsync(string id)
    {
        var at = _time.GetTimestamp();
        using var enough = new CancellationTokenSource(_longestRead, _time);
        try
        {
            return new SagaLook(await _reader.LookAsync(id, enough.Token), at);
        }
        catch (Exception unread)
        {
            LogUnread(unread, id);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Saga {InstanceId}: callers wait for it, and it could not be read; it is read again in its turn.")]
    private partial void LogUnread(Exception unread, string instanceId);
}
