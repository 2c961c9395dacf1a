using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Running;

/// <summary>Why a saga recovers backward.</summary>
/// <param name="Step">The step that failed; null when the caller cancelled or time ran out.</param>
internal sealed record SagaFailure(string? Step, string Reason)
{
    public string Reason { get; } = ShortText.Of(Reason);
}
