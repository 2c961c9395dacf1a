using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Declared.Stored;

/// <summary>A document that is kept under a name and a version, for good.</summary>
/// <param name="Hash">Of what it says: another hash is another document.</param>
internal sealed record StoredDefinition(string Name, int Version, string Text, string Hash)
{
    public DeclaredTransaction Document => JsonSerializer.Deserialize<DeclaredTransaction>(Text, SagaJson.Options)!;
}
