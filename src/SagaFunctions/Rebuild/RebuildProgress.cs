namespace DurableSagas.SagaFunctions.Rebuild;

/// <summary>How far a rebuild of all views has come: its custom status, its output, and where it goes on.</summary>
/// <param name="Looked">Instances looked at.</param>
/// <param name="Rebuilt">Those that were sagas, with something to tell.</param>
/// <param name="Failed">Those whose view could not be written; the log says why.</param>
/// <param name="ContinuationToken">Of the task hub's own list; null at the beginning and at the end.</param>
public sealed record RebuildProgress(long Looked = 0, long Rebuilt = 0, long Failed = 0, string? ContinuationToken = null);
