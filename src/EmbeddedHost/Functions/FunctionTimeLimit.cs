namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Cancels an invocation with its caller, or when it has gone on for too long.</summary>
internal sealed class FunctionTimeLimit : IDisposable
{
    private readonly CancellationTokenSource? _overdue;
    private readonly CancellationTokenSource? _function;

    public FunctionTimeLimit(TimeSpan? limit, TimeProvider time, CancellationToken caller)
    {
        Token = caller;
        if (limit is { } length)
        {
            _overdue = new CancellationTokenSource(length, time);
            _function = CancellationTokenSource.CreateLinkedTokenSource(caller);
            Token = _function.Token;
        }
    }

    /// <summary>The function's: cancelled by the caller, or when the limit is over and nobody waits any more.</summary>
    public CancellationToken Token { get; }

    public bool IsOver => _overdue is { IsCancellationRequested: true };

    public Task<T> WaitAsync<T>(Task<T> run) => _overdue is null ? run : run.WaitAsync(_overdue.Token);

    public void Dispose()
    {
        if (IsOver)
        {
            _ = TellAsync(_function!);
        }
        else
        {
            _function?.Dispose();
        }

        _overdue?.Dispose();
    }

    // Away from the clock's thread, and nobody waits: what a function does when it is told may block or throw.
    private static async Task TellAsync(CancellationTokenSource function)
    {
        try
        {
            await function.CancelAsync();
        }
        catch (AggregateException)
        {
            // The function's own; the invocation has been reported as overdue.
        }
        finally
        {
            function.Dispose();
        }
    }
}
