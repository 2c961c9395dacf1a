using System.Globalization;
using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Runs a step that is a whole saga, as a sub-orchestration, and undoes it by another one.</summary>
/// <remarks>A sub-saga that is stuck fails, and its parent with it; rewinding the parent rewinds the sub-saga.</remarks>
internal sealed class SubSagaCall(TaskOrchestrationContext context, SagaState state, IStepCaller caller)
{
    public async Task<OperationEnd> RunAsync(StepWork.SubSaga saga, int ordinal, CancellationToken abandon)
    {
        var (startedAt, id) = (context.CurrentUtcDateTime, IdOf(saga));
        object request;
        try
        {
            request = caller.SubRequest(ordinal);
        }
        catch (Exception exception)
        {
            return End(ordinal, StepOperation.Action, AttemptStatus.Refused, null, $"The request of its saga could not be made: {ErrorText.Of(exception)}", startedAt);
        }

        var running = context.CallSubOrchestratorAsync<SagaOutcome>(saga.Orchestrator, request, OptionsOf(saga, id));

        // The parent turns back: so must a sub-saga under way, or the parent would wait for its end first.
        using var turnBack = abandon.Register(() => context.SendEvent(id, SagaOrchestrator.CancelEvent, new CancelRequest("The saga that this one is part of turned back")));
        var outcome = await running;
        return outcome.Status == SagaStatus.Completed
            ? End(ordinal, StepOperation.Action, AttemptStatus.Succeeded, outcome.Done, null, startedAt)
            : End(ordinal, StepOperation.Action, AttemptStatus.Refused, null, $"{outcome.Step ?? saga.Definition.Name}: {outcome.Reason}", startedAt);
    }

    public async Task<OperationEnd> UndoAsync(StepWork.SubSaga saga, int ordinal)
    {
        var startedAt = context.CurrentUtcDateTime;
        var undo = state.Results[saga.Definition.Name].Deserialize<SubSagaDone>(SagaJson.History)!;
        await context.CallSubOrchestratorAsync<SagaOutcome>(saga.Orchestrator, SubSagaUndo.InputOf(caller.SubRequest(ordinal), undo), OptionsOf(saga, SubSagaId.UndoInstanceOf(undo.Saga)));
        return End(ordinal, StepOperation.Compensation, AttemptStatus.Succeeded, null, null, startedAt);
    }

    private string IdOf(StepWork.SubSaga saga) => SubSagaId.Of(state.Id, saga.Definition.Name);

    private static SubOrchestrationOptions OptionsOf(StepWork.SubSaga saga, string id) => new(retry: null, instanceId: id)
    {
        Version = new TaskVersion(saga.Definition.Version.ToString(CultureInfo.InvariantCulture)),
    };

    private OperationEnd End(int ordinal, StepOperation operation, AttemptStatus status, SubSagaDone? result, string? error, DateTimeOffset startedAt)
    {
        state.ApplyAwaited(ordinal, operation, new StepResult<JsonElement?>
        {
            Status = status,
            Value = result is null ? null : JsonSerializer.SerializeToElement(result, SagaJson.History),
            Error = error,
            StartedAt = startedAt,
            FinishedAt = context.CurrentUtcDateTime,
        });
        return status == AttemptStatus.Succeeded ? OperationEnd.Succeeded : OperationEnd.Refused;
    }
}
