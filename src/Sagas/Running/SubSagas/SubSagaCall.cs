using System.Globalization;
using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Running.Undoing;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.SubSagas;

/// <summary>Runs a step that is a whole saga, as a sub-orchestration, and undoes it by another one.</summary>
/// <remarks>A sub-saga that is stuck fails, and its parent with it; rewinding the parent rewinds the sub-saga.</remarks>
internal sealed class SubSagaCall(TaskOrchestrationContext context, SagaState state)
{
    public async Task<OperationResult> RunAsync(Operation operation, StepWork.SubSaga saga, CancellationToken abandon)
    {
        var (startedAt, id) = (context.CurrentUtcDateTime, SubSagaId.Of(state.Saga.Id, operation.Step.Name));
        object request;
        try
        {
            request = SubSagaAbove.With(operation.RunStep.SubRequest!(state), state.TakeForSubSaga());
        }
        catch (Exception exception)
        {
            return End(operation, AttemptStatus.Refused, null, $"The request of its saga could not be made: {ErrorText.Of(exception)}", startedAt);
        }

        var running = context.CallSubOrchestratorAsync<SagaOutcome>(saga.Definition.Orchestrator, request, OptionsOf(saga, id));

        // The parent turns back: so must a sub-saga under way, or the parent would wait for its end first.
        using var turnBack = abandon.Register(() =>
            context.SendEvent(id, CancelRequest.Event, new CancelRequest("The saga that this one is part of turned back")));
        var outcome = await running;
        if (abandon.IsCancellationRequested && outcome.NeverBegan)
        {
            state.Drop(operation.Ordinal);
            return OperationResult.NotWanted;
        }

        state.AddFrom(operation.Step.Name, outcome);
        return outcome.Status == SagaStatus.Completed
            ? End(operation, AttemptStatus.Succeeded, outcome.Done, null, startedAt)
            : End(operation, AttemptStatus.Refused, null, $"{outcome.Step ?? operation.Step.Name}: {outcome.Reason}", startedAt);
    }

    public async Task<OperationResult> UndoAsync(Operation operation, StepWork.SubSaga saga)
    {
        var startedAt = context.CurrentUtcDateTime;
        var undo = state.Results[operation.Step.Name].Deserialize<SagaDone>(SagaJson.History)!;
        var outcome = await context.CallSubOrchestratorAsync<SagaOutcome>(
            saga.Definition.Orchestrator,
            SubSagaAbove.With(UndoInput.Of(operation.RunStep.SubRequest!(state), undo), state.TakeForSubSaga()),
            OptionsOf(saga, SubSagaId.UndoInstanceOf(undo.Saga)));
        state.AddFrom(operation.Step.Name, outcome);
        return End(operation, AttemptStatus.Succeeded, null, null, startedAt);
    }

    private static SubOrchestrationOptions OptionsOf(StepWork.SubSaga saga, string id) => new(retry: null, instanceId: id)
    {
        Version = new TaskVersion(saga.Definition.Version.ToString(CultureInfo.InvariantCulture)),
    };

    private OperationResult End(Operation operation, AttemptStatus status, SagaDone? result, string? error, DateTimeOffset startedAt)
    {
        state.ApplyAwaited(operation, new StepResult<JsonElement?>
        {
            Status = status,
            Value = result is null ? null : JsonSerializer.SerializeToElement(result, SagaJson.History),
            Error = error,
            StartedAt = startedAt,
            FinishedAt = context.CurrentUtcDateTime,
        });
        return new OperationResult(status, error);
    }
}
