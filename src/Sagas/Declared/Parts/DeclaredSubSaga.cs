namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>What a step that is a saga runs, found by its name when the whole was started: it stays so, whatever comes later.</summary>
/// <param name="Orchestrator">The function that runs it.</param>
/// <param name="Document">Of a stored definition; null when it is one of the app's code.</param>
internal sealed record DeclaredSubSaga(string Orchestrator, DeclaredTransaction? Document);
