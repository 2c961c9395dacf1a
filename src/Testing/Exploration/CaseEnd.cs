namespace DurableSagas.Testing.Exploration;

/// <summary>What a case met on its way.</summary>
/// <param name="IsMet">False when something that was to go wrong was never asked for.</param>
/// <param name="WasStuck">It was stuck, and mended.</param>
/// <param name="HasCrashed">The host crashed, and came back.</param>
internal sealed record CaseEnd(bool IsMet, bool WasStuck, bool HasCrashed);
