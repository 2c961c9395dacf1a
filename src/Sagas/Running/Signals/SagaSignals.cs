using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>What may end a saga's way forward from outside: the caller's cancel, and the deadline.</summary>
internal sealed class SagaSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan? _deadline;
    private readonly Task<CancelRequest?> _cancel;
    private readonly Task? _timer;

    public SagaSignals(TaskOrchestrationContext context, EventInbox inbox, TimeSpan? deadline)
    {
        _deadline = deadline;
        _cancel = inbox.ReceiveAsync<CancelRequest>(CancelRequest.Event, "nothing, or an object with 'reason'", _stop.Token);
        _timer = deadline is { } limit ? context.CreateTimer(limit, _stop.Token) : null;
        Raised = _timer is null ? _cancel : Task.WhenAny(_cancel, _timer);
    }

    /// <summary>Completes when either is raised.</summary>
    public Task Raised { get; }

    public SagaFailure Failure => _cancel.IsCompletedSuccessfully
        ? new SagaFailure(null, Sentence.Of("Cancelled by the caller", _cancel.Result?.Reason))
        : new SagaFailure(null, $"The deadline of {_deadline} passed.");

    // An open timer would keep the instance Running until it fires.
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
