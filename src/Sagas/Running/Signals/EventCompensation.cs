using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps.Calls;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>Undoes a step by an event: has it published, waits for the acknowledgement, and looks it up.</summary>
/// <remarks>
/// The external event only wakes the saga; what is believed is the record that the activity finds. A lost event costs the
/// wait until the deadline, a false one a look, a late or second one nothing.
/// </remarks>
internal sealed class EventCompensation(TaskOrchestrationContext context, ActivityCalls calls)
{
    private const int FirstPublication = 1;
    private const int LastPublication = StepWork.Event.Publications;

    public async Task<OperationResult> RunAsync(Operation operation, StepWork.Event compensation)
    {
        var status = await AskAsync(operation, compensation, FirstPublication, overdue: null, deadline: null);
        DateTimeOffset deadline = context.CurrentUtcDateTime + compensation.Within;
        for (var woken = 1; status == AttemptStatus.Pending; woken++)
        {
            var overdue = await OverdueAsync(operation, compensation, deadline);
            status = await AskAsync(operation, compensation, publication: null, overdue, deadline);
            if (status == AttemptStatus.Pending)
            {
                // Woken for nothing: whoever does that all the time must not fill the history.
                await PauseAsync(operation, woken);
            }
        }

        return status == AttemptStatus.Succeeded ? OperationResult.Succeeded : OperationResult.LastAttemptLeft;
    }

    /// <summary>Publishes once more, unless the acknowledgement has come meanwhile.</summary>
    /// <exception cref="TaskFailedException">Nobody has acknowledged, and nothing else is in flight: the one failure in history.</exception>
    public async Task<OperationResult> LastAttemptAsync(Operation operation, StepWork.Event compensation)
    {
        var policy = operation.Policy;
        await calls.CallAsync(
            operation,
            policy.MaxAttempts,
            context.CurrentUtcDateTime + policy.Timeout,
            isLastAttempt: true,
            new EventCall(compensation.Queue, context.InstanceId, LastPublication, null));
        return OperationResult.Succeeded;
    }

    /// <summary>Storage that does not answer is asked again, as often as the compensation's policy says.</summary>
    /// <param name="deadline">Null at the publication: it counts from there.</param>
    private async Task<AttemptStatus> AskAsync(Operation operation, StepWork.Event compensation, int? publication, string? overdue, DateTimeOffset? deadline)
    {
        var asked = new EventCall(compensation.Queue, context.InstanceId, publication, overdue);
        for (var attempt = 1; ; attempt++)
        {
            var result = await calls.CallAsync(operation, attempt, deadline ?? context.CurrentUtcDateTime + compensation.Within, isLastAttempt: false, asked);
            if (result.Status != AttemptStatus.Unknown || attempt + 1 >= operation.Policy.MaxAttempts)
            {
                return result.Status;
            }

            await PauseAsync(operation, attempt);
        }
    }

    /// <summary>Waits until somebody says that there is something to look for, or the deadline passes.</summary>
    /// <returns>Why it is waited for no longer; null when woken in time.</returns>
    private async Task<string?> OverdueAsync(Operation operation, StepWork.Event compensation, DateTimeOffset deadline)
    {
        try
        {
            var patience = deadline - context.CurrentUtcDateTime;
            if (patience > TimeSpan.Zero)
            {
                await context.WaitForExternalEvent<ReceivedEvent?>(CompensationAnswer.EventOf(operation.Step.Name), patience, CancellationToken.None);
                return null;
            }
        }
        catch (OperationCanceledException)
        {
            // The deadline passed.
        }

        return $"Nobody acknowledged within {compensation.Within}.";
    }

    private Task PauseAsync(Operation operation, int attempt) =>
        context.CreateTimer(Backoff.Delay(operation.Policy, attempt, $"{context.InstanceId}/{operation.Step.Name}"), CancellationToken.None);
}
