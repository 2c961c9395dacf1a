using System.Globalization;
using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Frontiers;
using DurableSagas.Sagas.Running.Signals;
using DurableSagas.Sagas.Running.Undoing;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Runs a saga inside an orchestrator function.</summary>
/// <remarks>Replayed: it awaits the context alone, and calls activities that return their failures.</remarks>
public static class SagaOrchestrator
{
    /// <summary>Runs a saga whose request is the instance's input.</summary>
    /// <remarks>
    /// For an orchestrator function that takes nothing but its context, as a sub-saga's must, and that of a saga with <c>UndoWithin</c>: of
    /// one with a parameter the worker reads the input as the parameter's type, and what is to be undone is lost.
    /// </remarks>
    /// <exception cref="TaskFailedException">
    /// The last attempt of an operation that must work has failed: the saga is stuck, and the instance can be rewound.
    /// </exception>
    public static Task<SagaOutcome> RunAsync<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition)
        where TRequest : class => RunAsync(context, [definition]);

    /// <summary>Runs the version that the instance began with; an instance that names none began with version 1.</summary>
    /// <inheritdoc cref="RunAsync{TRequest}(TaskOrchestrationContext, SagaDefinition{TRequest})" path="/remarks|/exception"/>
    /// <exception cref="InvalidOperationException">That version is not among <paramref name="versions"/>.</exception>
    public static Task<SagaOutcome> RunAsync<TRequest>(TaskOrchestrationContext context, IReadOnlyList<SagaDefinition<TRequest>> versions)
        where TRequest : class => RunAsync(context, versions, context.GetInput<JsonElement>().Deserialize<TRequest>(SagaJson.History)!);

    /// <exception cref="TaskFailedException">
    /// The last attempt of an operation that must work has failed: the saga is stuck, and the instance can be rewound.
    /// </exception>
    public static Task<SagaOutcome> RunAsync<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition, TRequest request)
        where TRequest : class => RunAsync(context, [definition], request);

    /// <summary>Runs the version that the instance began with; an instance that names none began with version 1.</summary>
    /// <exception cref="InvalidOperationException">That version is not among <paramref name="versions"/>.</exception>
    /// <inheritdoc cref="RunAsync{TRequest}(TaskOrchestrationContext, SagaDefinition{TRequest}, TRequest)" path="/exception"/>
    public static async Task<SagaOutcome> RunAsync<TRequest>(
        TaskOrchestrationContext context, IReadOnlyList<SagaDefinition<TRequest>> versions, TRequest request)
        where TRequest : class
    {
        var definition = VersionOf(context, versions);
        return await RunAsync(context, definition, TypedSteps.Of(definition, request), TypedSteps.ResultOf(definition, request));
    }

    /// <param name="result">Makes the saga's result; null when it has none.</param>
    internal static async Task<SagaOutcome> RunAsync(
        TaskOrchestrationContext context, SagaDefinition definition, IReadOnlyList<RunStep> steps, Func<SagaState, ForeignJson>? result = null)
    {
        var undo = context.Parent is null && !SubSagaId.IsUndoInstance(context.InstanceId) ? null : UndoInput.In(context);
        var state = new SagaState(context, definition, undo);
        var operations = new OperationRunner(context, state);
        SagaFailure? failure;
        ForeignJson? given = null;
        using (var signals = new SagaSignals(context, state.Inbox, undo is null ? definition.Deadline : null))
        {
            using var forward = new ForwardFrontier(definition, steps, state, signals);
            await (undo is null ? new SagaRun(forward, operations).RunAsync() : Task.CompletedTask);
            failure = undo is null ? forward.Failure : state.TakeOver(undo);
            if (failure is null && result is not null)
            {
                (given, failure) = forward.Finish(result);
            }

            if (failure is not null)
            {
                state.StartCompensating();
                await new SagaRun(new BackwardFrontier(definition, steps, state), operations).RunAsync();
            }
        }

        var outcome = failure is null ? state.Completed(given) : state.Compensated(failure);
        await state.RecordOutcomeAsync(outcome);
        return outcome;
    }

    private static SagaDefinition<TRequest> VersionOf<TRequest>(TaskOrchestrationContext context, IReadOnlyList<SagaDefinition<TRequest>> versions)
    {
        var version = context.Version is { Length: > 0 } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;
        return versions.FirstOrDefault(definition => definition.Version == version)
            ?? throw new InvalidOperationException(
                $"Instance '{context.InstanceId}' runs version {version} of saga '{versions[0].Name}', "
                    + $"but this app has {string.Join(", ", versions.Select(definition => definition.Version))}. "
                    + $"Deploy version {version} beside them until its instances have ended.");
    }
}
