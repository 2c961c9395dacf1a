using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Events;

/// <summary>Undoes a step by an event: has it published, waits for the acknowledgement, and looks it up.</summary>
/// <remarks>
/// The external event only wakes the saga; what is believed is the record that the activity finds. A lost event costs the
/// wait until the deadline, a false one a look, a late or second one nothing.
/// </remarks>
internal sealed class EventCompensation(TaskOrchestrationContext context, SagaDefinition definition, IStepCaller caller)
{
    private const int FirstPublication = 1;
    private const int LastPublication = 2;

    public async Task<OperationEnd> RunAsync(StepWork.Event compensation, int ordinal)
    {
        var status = await AskAsync(compensation, ordinal, FirstPublication, overdue: null, deadline: null);
        DateTimeOffset deadline = context.CurrentUtcDateTime + compensation.Within;
        for (var woken = 1; status == AttemptStatus.Pending; woken++)
        {
            var overdue = await OverdueAsync(compensation, ordinal, deadline);
            status = await AskAsync(compensation, ordinal, publication: null, overdue, deadline);
            if (status == AttemptStatus.Pending)
            {
                // Woken for nothing: whoever does that all the time must not fill the history.
                await PauseAsync(ordinal, woken);
            }
        }

        return status == AttemptStatus.Succeeded ? OperationEnd.Succeeded : OperationEnd.LastAttemptLeft;
    }

    /// <summary>Publishes once more, unless the acknowledgement has come meanwhile.</summary>
    /// <exception cref="TaskFailedException">Nobody has acknowledged, and nothing else is in flight: the one failure in history.</exception>
    public async Task<OperationEnd> LastAttemptAsync(StepWork.Event compensation, int ordinal)
    {
        var policy = definition.Steps[ordinal].CompensationAttempts;
        await CallAsync(compensation, ordinal, policy.MaxAttempts, new EventCall(compensation.Queue, context.InstanceId, LastPublication, null), context.CurrentUtcDateTime + policy.Timeout, isLastAttempt: true);
        return OperationEnd.Succeeded;
    }

    /// <summary>Storage that does not answer is asked again, as often as the compensation's policy says.</summary>
    /// <param name="deadline">Null at the publication: it counts from there.</param>
    private async Task<AttemptStatus> AskAsync(StepWork.Event compensation, int ordinal, int? publication, string? overdue, DateTimeOffset? deadline)
    {
        var asked = new EventCall(compensation.Queue, context.InstanceId, publication, overdue);
        for (var attempt = 1; ; attempt++)
        {
            var result = await CallAsync(compensation, ordinal, attempt, asked, deadline ?? context.CurrentUtcDateTime + compensation.Within, isLastAttempt: false);
            if (result.Status != AttemptStatus.Unknown || attempt + 1 >= definition.Steps[ordinal].CompensationAttempts.MaxAttempts)
            {
                return result.Status;
            }

            await PauseAsync(ordinal, attempt);
        }
    }

    /// <summary>Waits until somebody says that there is something to look for, or the deadline passes.</summary>
    /// <returns>Why it is waited for no longer; null when woken in time.</returns>
    private async Task<string?> OverdueAsync(StepWork.Event compensation, int ordinal, DateTimeOffset deadline)
    {
        try
        {
            var patience = deadline - context.CurrentUtcDateTime;
            if (patience > TimeSpan.Zero)
            {
                await context.WaitForExternalEvent<ReceivedEvent?>(CompensationAnswer.EventOf(definition.Steps[ordinal].Name), patience, CancellationToken.None);
                return null;
            }
        }
        catch (OperationCanceledException)
        {
            // The deadline passed.
        }

        return $"Nobody acknowledged within {compensation.Within}.";
    }

    private Task PauseAsync(int ordinal, int attempt)
    {
        var step = definition.Steps[ordinal];
        return context.CreateTimer(Backoff.Delay(step.CompensationAttempts, attempt, $"{context.InstanceId}/{step.Name}"), CancellationToken.None);
    }

    private Task<StepResult<JsonElement?>> CallAsync(StepWork.Event compensation, int ordinal, int attempt, EventCall asked, DateTimeOffset deadline, bool isLastAttempt) =>
        caller.CallAsync(compensation.Asking, ordinal, StepOperation.Compensation, attempt, deadline, isLastAttempt, asked);
}
