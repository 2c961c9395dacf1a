using System.Text.Json;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Running;

/// <summary>Calls the activity of a step's operation, and keeps what it answered.</summary>
internal interface IStepCaller
{
    Task<StepResult<JsonElement?>> CallAsync(int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt);

    /// <summary>Whether the step's condition, if it has one, holds now.</summary>
    bool IsWanted(int ordinal);
}
