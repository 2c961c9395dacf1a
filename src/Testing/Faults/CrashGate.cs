using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.Testing.Faults;

/// <summary>Crashes the host at an ordered point: from then on nothing is committed and no activity begins.</summary>
internal sealed class CrashGate : ICommitGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _down = NewSignal();
    private int _toGo;
    private bool _isAfter;
    private bool _isClosed;

    /// <summary>Ends when something has met the crash.</summary>
    public Task Down => _down.Task;

    public bool HasCrashed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }

    public void Order(int commit, bool isAfter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(commit);
        lock (_gate)
        {
            (_toGo, _isAfter) = (commit, isAfter);
        }
    }

    public void CallOff()
    {
        lock (_gate)
        {
            _toGo = 0;
        }
    }

    public void CrashNow()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _down.TrySetResult();
    }

    /// <summary>The host is opened again; what was ordered has happened.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            (_isClosed, _toGo) = (false, 0);
            _down = NewSignal();
        }
    }

    public bool MayCommit(long commit)
    {
        lock (_gate)
        {
            if (!_isClosed && (_toGo == 0 || --_toGo > 0))
            {
                return true;
            }

            if (!_isClosed && _isAfter)
            {
                _isClosed = true;
                return true;
            }

            _isClosed = true;
        }

        _down.TrySetResult();
        return false;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
