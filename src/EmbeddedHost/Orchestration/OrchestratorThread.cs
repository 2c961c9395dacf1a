using System.Runtime.CompilerServices;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The one thread on which an orchestrator runs while an episode lasts; continuations run on it at once, and on no other.</summary>
/// <remarks>A continuation from another thread is dropped and remembered: it comes from awaiting something that is not durable.</remarks>
internal sealed class OrchestratorThread : SynchronizationContext
{
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks "
        + "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    private const int None = 0;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _deferred = new();

    private int _owner = None;
    private volatile bool _trespassed;
    private SynchronizationContext? _previous;

    public bool IsCurrent => Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId;

    public bool Trespassed => _trespassed;

    public void Enter()
    {
        _previous = Current;
        Volatile.Write(ref _owner, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
    }

    public void Leave()
    {
        SetSynchronizationContext(_previous);
        _previous = null;
        Volatile.Write(ref _owner, None);
    }

    /// <summary>Throws on every thread but the orchestrator's.</summary>
    public void Demand()
    {
        if (!IsCurrent)
        {
            _trespassed = true;
            throw new InvalidOperationException(IllegalAwait);
        }
    }

    /// <summary>Runs what was too deep on the stack to run at once.</summary>
    public void RunDeferred()
    {
        while (_deferred.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            _trespassed = true;
        }
        else if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            d(state);
        }
        else
        {
            _deferred.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        Demand();
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
