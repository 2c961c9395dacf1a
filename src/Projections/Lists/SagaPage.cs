namespace DurableSagas.Projections.Lists;

/// <summary>One page of a list.</summary>
/// <param name="ContinuationToken">Asks for the next page of the same filter; null at the end.</param>
public sealed record SagaPage(IReadOnlyList<IndexEntry> Items, string? ContinuationToken);
