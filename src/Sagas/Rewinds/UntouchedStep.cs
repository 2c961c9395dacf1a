using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>A step that a rewind leaves as it is, and what stands of it.</summary>
public sealed record UntouchedStep(string Saga, string Step, StepEffect Stands);
