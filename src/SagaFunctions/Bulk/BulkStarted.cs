namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Many rewinds that were taken.</summary>
/// <param name="Total">How many sagas there are: which, is fixed from here on.</param>
internal sealed record BulkStarted(string Id, int Total);
