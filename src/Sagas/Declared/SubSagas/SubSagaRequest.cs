using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.SubSagas;

/// <summary>The request of a sub-saga, made once it is its turn: what does not fit refuses the step, before anything of the sub-saga has begun.</summary>
internal static class SubSagaRequest
{
    // A member that the record does not know is a typing error, as it is over HTTP.
    private static readonly JsonSerializerOptions _options = new(SagaJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <param name="catalog">The definitions of the app's code.</param>
    /// <exception cref="UnresolvedReferenceException">It cannot be made with these results.</exception>
    public static object Of(DeclaredStep step, KnownResults results, SagaCatalog catalog)
    {
        var request = CallResolution.BodyOf(step.Request!, results).ToElement();
        return step.Runs!.Document is { } document ? StartedWith(document, request) : Bound(step, request, catalog);
    }

    private static DeclaredTransaction StartedWith(DeclaredTransaction document, JsonElement request)
    {
        var started = document.StartedWith(request);
        var faults = DeclaredFaults.OfArguments(started).Select(fault => $"{fault.Place}: {fault.Fault}").ToArray();
        return faults.Length == 0 ? started : throw new UnresolvedReferenceException(string.Join(' ', faults));
    }

    private static object Bound(DeclaredStep step, JsonElement request, SagaCatalog catalog)
    {
        var saga = catalog.Find(step.Saga!, step.Version!.Value)
            ?? throw new UnresolvedReferenceException($"Version {step.Version} of '{step.Saga}' is no longer in this app.");
        try
        {
            return request.Deserialize(saga.Definition.RequestType, _options)!;
        }
        catch (JsonException unfit)
        {
            throw new UnresolvedReferenceException($"It is none of saga '{step.Saga}', at {unfit.Path ?? "$"}.");
        }
    }
}
