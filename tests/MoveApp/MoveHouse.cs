namespace DurableSagas.MoveApp;

/// <summary>What to move, and what is to go wrong meanwhile.</summary>
/// <param name="Refuses">The activity that says no.</param>
/// <param name="Breaks">The activity that fails until it is mended.</param>
/// <param name="Confuses">True: the saga's own code throws after the pivot, until it is mended.</param>
public sealed record MoveHouse(string House, string? Refuses = null, string? Breaks = null, bool Confuses = false);
