namespace DurableSagas.Sagas.Definitions.Choices;

/// <summary>A save-point, and the paths that lead on from it in the order in which they are tried.</summary>
/// <param name="Paths">By ordinal, the steps of each.</param>
public sealed record Choice(IReadOnlyList<IReadOnlyList<int>> Paths);
