namespace DurableSagas.Sagas.Definitions.Shapes;

/// <summary>What a step is to its saga's history.</summary>
/// <param name="Text">In words, for whoever is told of a change.</param>
public sealed record StepShape(string Name, string Text);
