namespace DurableSagas.SagaFunctions.Bulk.Rows;

/// <summary>Many rewinds, and what came of each so far.</summary>
internal sealed record BulkView(
    string Id, BulkStatus Status, string Reason, string By, DateTimeOffset StartedAt, int Total, int Done, IReadOnlyList<BulkRow> Results);
