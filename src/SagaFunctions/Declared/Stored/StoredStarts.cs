using System.Text.Json;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Declared.Stored;

/// <summary>Starts stored documents, with what is sent for their parameters.</summary>
internal sealed class StoredStarts(StoredDefinitions stored, DocumentReader documents) : IStoredStarts
{
    public async Task<Startable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await stored.FindNewestAsync(name, cancellationToken) is not { } known)
        {
            return null;
        }

        // What it names may have gone since it was stored, and a sub-saga may have a newer version.
        var document = await documents.CompleteAsync(known.Document, cancellationToken);
        var saga = new RegisteredSaga(DeclaredSaga.DefinitionOf(document), nameof(DeclaredSagaOrchestrator));
        return new Startable(saga, body => StartedWith(document, body));
    }

    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) => stored.NamesAsync(cancellationToken);

    private static DeclaredTransaction StartedWith(DeclaredTransaction document, JsonElement body)
    {
        var started = document.StartedWith(body);
        DocumentReader.Refuse(DeclaredFaults.OfArguments(started));
        return started;
    }
}
