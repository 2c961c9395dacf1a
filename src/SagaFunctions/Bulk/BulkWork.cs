namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>How far many rewinds have come.</summary>
/// <param name="Next">The place of the next saga, from 0.</param>
public sealed record BulkWork(string Id, int Total, int Next = 0);
