namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Cancels an invocation with its caller, or when it has gone on for too long.</summary>
internal sealed class FunctionTimeLimit : IDisposable
{
    private readonly CancellationTokenSource? _overdue;
    private readonly CancellationTokenSource? _either;

    public FunctionTimeLimit(TimeSpan? limit, TimeProvider time, CancellationToken caller)
    {
        Token = caller;
        if (limit is { } length)
        {
            _overdue = new CancellationTokenSource(length, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _overdue.Token);
            Token = _either.Token;
        }
    }

    /// <summary>Cancelled by the caller or by the limit.</summary>
    public CancellationToken Token { get; }

    public bool IsOver => _overdue is { IsCancellationRequested: true };

    public Task<T> WaitAsync<T>(Task<T> run) => _overdue is null ? run : run.WaitAsync(_overdue.Token);

    public void Dispose()
    {
        _either?.Dispose();
        _overdue?.Dispose();
    }
}
