namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What an explored run met on its way.</summary>
/// <param name="IsMet">False when the saga had ended before what was to happen meanwhile.</param>
/// <param name="WasStuck">It was stuck, and mended.</param>
/// <param name="HasCrashed">The host crashed, and came back.</param>
internal sealed record ExploredEnd(bool IsMet, bool WasStuck, bool HasCrashed);
