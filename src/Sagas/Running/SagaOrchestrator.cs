using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Runs a saga inside an orchestrator function.</summary>
/// <remarks>Replayed: it awaits the context alone, and calls activities that return their failures.</remarks>
public static class SagaOrchestrator
{
    /// <summary>The activity function, in the app, that writes a saga's last timeline with <see cref="OutcomeRecorder"/>.</summary>
    public const string RecordOutcome = nameof(RecordOutcome);

    /// <summary>The external event by which a caller asks for backward recovery; its payload is a <see cref="CancelRequest"/>.</summary>
    public const string CancelEvent = "Cancel";

    /// <exception cref="TaskFailedException">The last attempt of an operation that must work has failed: the saga is stuck, and the instance can be rewound.</exception>
    public static async Task<SagaOutcome> RunAsync<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition, TRequest request)
        where TRequest : class
    {
        var state = new SagaState(context, definition);
        var caller = new StepCaller<TRequest>(context, definition, request, state);
        SagaOutcome outcome;
        using (var signals = new SagaSignals(context, definition.Deadline))
        {
            outcome = await new SagaRun(definition, state, new StepAttempts(context, definition, caller), signals, caller).RunAsync();
        }

        await state.RecordOutcomeAsync(outcome);
        return outcome;
    }
}
