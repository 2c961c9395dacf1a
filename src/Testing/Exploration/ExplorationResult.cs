namespace DurableSagas.Testing.Exploration;

/// <summary>What an exploration has run, all of which held.</summary>
/// <param name="Cases">Runs of the saga, each in a host of its own.</param>
/// <param name="Paths">Cases without a crash: one for each result of each operation.</param>
/// <param name="Stuck">Paths on which the saga was stuck, mended and rewound.</param>
/// <param name="NeverMet">Paths whose trouble nobody came to, of a step that this request skips for example: they ran without a crash.</param>
public sealed record ExplorationResult(int Cases, int Paths, int Stuck, IReadOnlyList<string> NeverMet);
