using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>The one call by whose failure an instance is stuck: a rewind makes it again.</summary>
/// <param name="Step">Null when it was not a step's: the saga has done all that it had to, but its end could not be recorded.</param>
/// <param name="Activity">What tells the call from every other of the saga.</param>
/// <param name="Sequence">Of the call: the same when it is made again, and of no other call of the saga.</param>
public sealed record FailedCall(string? Step, StepOperation Operation, string Activity, int Attempt, string? Error, long Sequence);
