namespace DurableSagas.SagaFunctions.Messages;

/// <summary>One page of what was given up, the last first.</summary>
/// <param name="ContinuationToken">Asks for the next page; null at the end.</param>
internal sealed record DeadMessagePage(IReadOnlyList<DeadMessage> Items, string? ContinuationToken);
