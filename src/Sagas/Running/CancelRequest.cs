namespace DurableSagas.Sagas.Running;

/// <summary>A caller asks a saga to recover backward; past the pivot it is refused.</summary>
public sealed record CancelRequest(string? Reason = null);
