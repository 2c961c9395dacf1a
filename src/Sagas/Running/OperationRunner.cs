using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Running.Signals;
using DurableSagas.Sagas.Running.SubSagas;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Runs one operation, whatever it consists of.</summary>
internal sealed class OperationRunner(TaskOrchestrationContext context, SagaState state)
{
    private readonly ActivityAttempts _activities = new(context, new ActivityCalls(context, state));
    private readonly EventCompensation _events = new(context, new ActivityCalls(context, state));
    private readonly ApprovalWait _approvals = new(context, state);
    private readonly SubSagaCall _subSagas = new(context, state);

    /// <param name="abandon">Cancelled when the saga turns back: waits then end early.</param>
    public Task<OperationResult> RunAsync(Operation operation, CancellationToken abandon) => operation.Work switch
    {
        StepWork.Activity => _activities.RunAsync(operation, abandon),
        StepWork.Approval approval => _approvals.RunAsync(operation, approval.Within, abandon),
        StepWork.Event compensation => _events.RunAsync(operation, compensation),
        StepWork.SubSaga saga when operation.Direction == StepOperation.Action => _subSagas.RunAsync(operation, saga, abandon),
        StepWork.SubSaga saga => _subSagas.UndoAsync(operation, saga),
        var other => throw new InvalidOperationException($"Step '{operation.Step.Name}' consists of {other.GetType().Name}, which cannot be run."),
    };

    /// <summary>The last attempt at an operation that must work, or be refused where that can be taken; only what an activity does has one.</summary>
    /// <exception cref="TaskFailedException">It failed, and nothing else is in flight: the one failure in history.</exception>
    public Task<OperationResult> LastAttemptAsync(Operation operation) => operation.Work is StepWork.Event compensation
        ? _events.LastAttemptAsync(operation, compensation)
        : _activities.LastAttemptAsync(operation);
}
