using System.Text.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Waits for a person's answer, and keeps who gave it and when.</summary>
internal sealed class ApprovalWait(TaskOrchestrationContext context, SagaState state)
{
    public async Task<OperationEnd> RunAsync(string step, int ordinal, TimeSpan within, CancellationToken abandon)
    {
        var startedAt = context.CurrentUtcDateTime;
        var waiting = context.WaitForExternalEvent<ApprovalAnswer>(step, within, abandon);
        await state.RecordProgressAsync();
        try
        {
            var answer = await waiting;
            var approval = new ApprovalRecord(step, answer.Approved, answer.By, context.CurrentUtcDateTime, answer.Comment);
            state.Approve(approval);
            return End(
                answer.Approved ? AttemptStatus.Succeeded : AttemptStatus.Refused,
                JsonSerializer.SerializeToElement(approval, SagaJson.History),
                answer.Approved ? null : $"{answer.By} said no{(answer.Comment is { } comment ? $": {comment}" : string.Empty)}.");
        }
        catch (OperationCanceledException)
        {
            return End(AttemptStatus.Refused, null, abandon.IsCancellationRequested ? "No longer asked for." : $"Nobody answered within {within}.");
        }

        OperationEnd End(AttemptStatus status, JsonElement? value, string? error)
        {
            state.ApplyAwaited(ordinal, StepOperation.Action, new StepResult<JsonElement?>
            {
                Status = status,
                Value = value,
                Error = error,
                StartedAt = startedAt,
                FinishedAt = context.CurrentUtcDateTime,
            });
            return status == AttemptStatus.Succeeded ? OperationEnd.Succeeded : OperationEnd.Refused;
        }
    }
}
