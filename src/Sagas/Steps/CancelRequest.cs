namespace DurableSagas.Sagas.Steps;

/// <summary>A caller asks a saga to recover backward; past the pivot it is refused.</summary>
public sealed record CancelRequest(string? Reason = null)
{
    /// <summary>The external event whose payload it is.</summary>
    public const string Event = "Cancel";
}
