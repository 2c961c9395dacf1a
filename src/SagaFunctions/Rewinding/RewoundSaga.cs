namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>A rewind that was taken.</summary>
/// <param name="Id">The saga that was asked for.</param>
/// <param name="Root">The saga that was rewound: the one on top, where it is a sub-saga.</param>
/// <param name="Sequence">Of the root's view before: a session read with it shows nothing older.</param>
internal sealed record RewoundSaga(string Id, string Root, long Sequence);
