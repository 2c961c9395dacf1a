namespace DurableSagas.SagaFunctions.Terminating;

/// <summary>A saga that is ended as it stands.</summary>
/// <param name="Stays">What was done, or may have been, and is undone by nobody.</param>
internal sealed record TerminatedSaga(string Id, IReadOnlyList<StandingStep> Stays);
