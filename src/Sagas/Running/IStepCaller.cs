using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Running;

/// <summary>What of a run depends on the type of the saga's request.</summary>
internal interface IStepCaller
{
    /// <summary>Calls an activity once, and keeps what it answered.</summary>
    /// <param name="asked">What the activity that asks for a compensation by event must know; null for every other.</param>
    Task<StepResult<JsonElement?>> CallAsync(StepWork.Activity activity, int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt, EventCall? asked = null);

    /// <summary>Whether the step's condition, if it has one, holds now.</summary>
    bool IsWanted(int ordinal);

    /// <summary>What the step's action locks; null or empty when it does not say.</summary>
    string? LockOf(int ordinal);

    /// <summary>Why the step must not begin although it is its turn: nothing is undone after it, and what follows could not be done. Null when nothing is against it.</summary>
    string? ObjectionTo(int ordinal);

    /// <summary>The request of the step's sub-saga.</summary>
    object SubRequest(int ordinal);
}
