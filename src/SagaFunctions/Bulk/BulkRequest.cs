namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Asks for many rewinds: of the sagas named, or of those that the filter finds now.</summary>
internal sealed record BulkRequest(string Reason)
{
    public IReadOnlyList<string>? Ids { get; init; }

    public BulkFilter? Filter { get; init; }
}
