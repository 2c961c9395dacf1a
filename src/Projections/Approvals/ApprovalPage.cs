namespace DurableSagas.Projections.Approvals;

/// <summary>One page of what waits for a person.</summary>
/// <param name="ContinuationToken">Asks for the next page of the same filter; null at the end.</param>
public sealed record ApprovalPage(IReadOnlyList<WaitingApproval> Items, string? ContinuationToken);
