using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>A call as declared; path and body may refer to results of earlier steps (<see cref="ResultReferences"/>).</summary>
/// <param name="Path">Relative to the participant's base URL.</param>
public sealed record DeclaredCall(string Method, string Path, ForeignJson? Body = null);
