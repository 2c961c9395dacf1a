namespace DurableSagas.SagaFunctions.Retention;

/// <summary>What one run of the purge removed.</summary>
/// <param name="Purged">Sagas removed, by how they had ended; and what is no saga's, by its table.</param>
/// <param name="Kept">Expired sagas that are still kept: part of one under way, or not removable this time.</param>
internal sealed record RetentionRun(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, IReadOnlyDictionary<string, int> Purged, int Kept);
