using DurableSagas.Sagas.Rewinds;

namespace DurableSagas.SagaFunctions.Previews;

/// <summary>What a cancel would undo.</summary>
/// <param name="Undoes">In order, if all of it works; what has no compensation is not in it, and stays.</param>
internal sealed record CancelPreview(string Saga, IReadOnlyList<RewindCall> Undoes);
