using System.Text.Json;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Definitions.Stored;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>What can be started by its name: definitions of the app's code, and documents that were stored; of each the newest version.</summary>
public sealed class Startables(SagaCatalog catalog, StoredDefinitions stored, DocumentReader documents, RequestValidation validation)
{
    /// <exception cref="ProblemException">404: there is none of this name.</exception>
    internal async Task<Startable> RequireAsync(string name, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is { } saga)
        {
            return new Startable(saga, body => CommandOf(saga, body));
        }

        var known = await stored.FindNewestAsync(name, cancellationToken) ?? throw await NotFoundAsync(name, cancellationToken);
        // What it names may have gone since it was stored, and a sub-saga may have a newer version.
        var document = await documents.CompleteAsync(known.Document, cancellationToken);
        return new Startable(new RegisteredSaga(DeclaredSaga.DefinitionOf(document), nameof(DeclaredSagaOrchestrator)), body => StartedWith(document, body));
    }

    internal async Task<ProblemException> NotFoundAsync(string name, CancellationToken cancellationToken)
    {
        var names = catalog.Sagas.Select(known => known.Definition.Name).Concat(await stored.NamesAsync(cancellationToken)).Distinct();
        return ProblemException.NotFound($"There is no saga '{name}'. There are: {string.Join(", ", names)}.");
    }

    private object CommandOf(RegisteredSaga saga, JsonElement body)
    {
        var command = RequestBody.Bind(body, saga.Definition.RequestType);
        validation.Validate(command);
        return command;
    }

    private static DeclaredTransaction StartedWith(DeclaredTransaction document, JsonElement body)
    {
        var started = document.StartedWith(body);
        DocumentReader.Refuse(DeclaredFaults.OfArguments(started));
        return started;
    }
}
