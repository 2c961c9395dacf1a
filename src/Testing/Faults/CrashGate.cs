namespace DurableSagas.Testing.Faults;

/// <summary>Crashes the host at an ordered point: from then on nothing is committed and no activity begins.</summary>
internal sealed class CrashGate
{
    private readonly Lock _gate = new();
    private int _toGo;
    private bool _isAfter;
    private bool _isClosed;

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
    }

    /// <summary>The host is opened again; what was ordered has happened.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            (_isClosed, _toGo) = (false, 0);
        }
    }

    public bool MayCommit()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _isClosed = _toGo > 0 && --_toGo == 0;
            return !_isClosed || _isAfter;
        }
    }
}
