namespace DurableSagas.SagaFunctions.Notices.Dead;

/// <summary>One page of what was given up, the last that happened first.</summary>
/// <param name="ContinuationToken">Asks for the next page; null at the end.</param>
internal sealed record DeadNoticePage(IReadOnlyList<DeadNotice> Items, string? ContinuationToken);
