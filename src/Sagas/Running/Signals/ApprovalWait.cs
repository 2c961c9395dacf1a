using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>Waits for a person's answer, and keeps who gave it and when.</summary>
internal sealed class ApprovalWait(TaskOrchestrationContext context, SagaState state)
{
    private const string Expected = "an object with 'approved' (true or false) and 'by'";

    /// <summary>How many unreadable answers are shown at once; who sends more of them must not fill the history.</summary>
    private const int MostShown = 3;

    public async Task<OperationResult> RunAsync(Operation operation, TimeSpan within, CancellationToken abandon)
    {
        var step = operation.Step.Name;
        var startedAt = context.CurrentUtcDateTime;
        var waiting = context.WaitForExternalEvent<ReceivedEvent?>(step, within, abandon);
        await state.RecordProgressAsync();
        try
        {
            for (var ignored = 1; ; ignored++)
            {
                var received = await waiting;
                if (AnswerIn(received) is { } answer)
                {
                    return Answered(answer);
                }

                waiting = context.WaitForExternalEvent<ReceivedEvent?>(step, Left(), abandon);
                await IgnoreAsync(operation, received, isShown: ignored <= MostShown);
            }
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            state.Drop(operation.Ordinal);
            return OperationResult.NotWanted;
        }
        catch (OperationCanceledException)
        {
            return End(AttemptStatus.Refused, null, $"Nobody answered within {within}.");
        }

        TimeSpan Left() => startedAt + within - context.CurrentUtcDateTime is { Ticks: > 0 } left ? left : TimeSpan.Zero;

        OperationResult Answered(ApprovalAnswer answer)
        {
            var approval = new ApprovalRecord(
                step,
                answer.Approved,
                ShortText.Of(answer.By, ShortText.MaxName),
                context.CurrentUtcDateTime,
                ShortText.Of(answer.Comment, ShortText.MaxComment));
            state.Approve(approval);
            return End(
                approval.Approved ? AttemptStatus.Succeeded : AttemptStatus.Refused,
                JsonSerializer.SerializeToElement(approval, SagaJson.History),
                approval.Approved ? null : Sentence.Of($"{approval.By} said no", approval.Comment));
        }

        OperationResult End(AttemptStatus status, JsonElement? value, string? error)
        {
            state.ApplyAwaited(operation, new StepResult<JsonElement?>
            {
                Status = status,
                Value = value,
                Error = error,
                StartedAt = startedAt,
                FinishedAt = context.CurrentUtcDateTime,
            });
            return new OperationResult(status, error);
        }
    }

    private static ApprovalAnswer? AnswerIn(ReceivedEvent? received) =>
        received is not null && received.TryRead<ApprovalAnswer>(out var answer) ? answer : null;

    private Task IgnoreAsync(Operation operation, ReceivedEvent? received, bool isShown)
    {
        state.Note(operation.Ordinal, state.Inbox.Ignore(operation.Step.Name, Expected, received));
        return isShown ? state.RecordProgressAsync() : Task.CompletedTask;
    }
}
