namespace DurableSagas.Sagas.Steps;

/// <summary>The result of a step that returns nothing.</summary>
public sealed record NoResult;
