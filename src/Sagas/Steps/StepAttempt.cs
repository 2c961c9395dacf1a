namespace DurableSagas.Sagas.Steps;

/// <summary>Which attempt a filter runs around.</summary>
/// <param name="Activity">The activity's function name: the step's action or its compensation.</param>
public sealed record StepAttempt(string InstanceId, string Step, string Activity, StepOperation Operation, int Attempt);
