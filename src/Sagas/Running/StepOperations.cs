using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Runs one operation of a step, whatever it consists of.</summary>
internal sealed class StepOperations(TaskOrchestrationContext context, SagaDefinition definition, SagaState state, IStepCaller caller)
{
    private readonly ActivityAttempts _activities = new(context, definition, caller);
    private readonly EventCompensation _events = new(context, definition, caller);
    private readonly ApprovalWait _approvals = new(context, state);
    private readonly SubSagaCall _subSagas = new(context, state, caller);

    /// <param name="abandon">Cancelled when the saga turns back: waits then end early.</param>
    public Task<OperationEnd> RunAsync(int ordinal, StepOperation operation, CancellationToken abandon)
    {
        var step = definition.Steps[ordinal];
        return step.WorkOf(operation) switch
        {
            StepWork.Activity activity => _activities.RunAsync(activity, ordinal, operation, abandon),
            StepWork.Approval approval => _approvals.RunAsync(step.Name, ordinal, approval.Within, abandon),
            StepWork.Event compensation => _events.RunAsync(compensation, ordinal),
            StepWork.SubSaga saga when operation == StepOperation.Action => _subSagas.RunAsync(saga, ordinal, abandon),
            StepWork.SubSaga saga => _subSagas.UndoAsync(saga, ordinal),
            var other => throw new InvalidOperationException($"Step '{step.Name}' consists of {other.GetType().Name}, which cannot be run."),
        };
    }

    /// <summary>The last attempt at an operation that must work, or be refused where that can be taken; only activities and events have one.</summary>
    /// <exception cref="TaskFailedException">It failed, and nothing else is in flight: the one failure in history.</exception>
    public Task<OperationEnd> LastAttemptAsync(int ordinal, StepOperation operation) => definition.Steps[ordinal].WorkOf(operation) is StepWork.Event compensation
        ? _events.LastAttemptAsync(compensation, ordinal)
        : _activities.LastAttemptAsync((StepWork.Activity)definition.Steps[ordinal].WorkOf(operation), ordinal, operation);
}
