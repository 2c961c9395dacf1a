using System.Text.Json;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;

namespace DurableSagas.SagaFunctions.Interventions;

/// <summary>What an operator does in place of the attempt at which a saga is stuck.</summary>
/// <param name="Step">At which it is stuck.</param>
/// <param name="Operation">Of the step, in the words of the saga's protocol.</param>
internal sealed record InterventionRequest(InterventionAction Action, string Step, ParticipantOperation Operation, string Reason)
{
    /// <summary>The step's result; null where it is skipped.</summary>
    public JsonElement? Result { get; init; }
}
