using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>What can be started by its name: definitions of the app's code, and documents that were stored; of each the newest version.</summary>
public sealed class Startables
{
    private readonly SagaCatalog _catalog;
    private readonly IStoredStarts _stored;
    private readonly RequestValidation _validation;

    internal Startables(SagaCatalog catalog, IStoredStarts stored, RequestValidation validation) =>
        (_catalog, _stored, _validation) = (catalog, stored, validation);

    /// <exception cref="ProblemException">404: there is none of this name.</exception>
    internal async Task<Startable> RequireAsync(string name, CancellationToken cancellationToken) => _catalog.Find(name) is { } saga
        ? new Startable(saga, body => CommandOf(saga, body))
        : await _stored.FindAsync(name, cancellationToken) ?? throw await NotFoundAsync(name, cancellationToken);

    internal async Task<ProblemException> NotFoundAsync(string name, CancellationToken cancellationToken)
    {
        var names = _catalog.Sagas.Select(known => known.Definition.Name).Concat(await _stored.NamesAsync(cancellationToken)).Distinct();
        return ProblemException.NotFound($"There is no saga '{name}'. There are: {string.Join(", ", names)}.");
    }

    private object CommandOf(RegisteredSaga saga, JsonElement body)
    {
        var command = RequestBody.Bind(body, saga.Definition.RequestType);
        _validation.Validate(command);
        return command;
    }
}
