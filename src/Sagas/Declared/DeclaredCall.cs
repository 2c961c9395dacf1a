namespace DurableSagas.Sagas.Declared;

/// <summary>A call as declared; path and body may refer to results of earlier steps (<see cref="ResultReferences"/>).</summary>
/// <param name="Path">Relative to the participant's base URL.</param>
public sealed record DeclaredCall(string Method, string Path, ForeignJson? Body = null);
