using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Views;

/// <summary>The attempt at which a saga is stuck, and which a rewind makes again.</summary>
/// <param name="Saga">Whose attempt it is: the saga's own, or that of one below it.</param>
/// <param name="Attempt">As the step's row counts it.</param>
/// <param name="Error">Null where nobody knows it.</param>
/// <param name="Since">When it failed.</param>
public sealed record StuckPlace(string Saga, string Step, StepOperation Operation, string Activity, int Attempt, string? Error, DateTimeOffset Since)
{
    public string? Error { get; init; } = ShortText.Of(Error);
}
