using DurableSagas.Functions.TripBooking;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Tests.Rebuild;

/// <summary>The app's sagas, and those of these tests.</summary>
internal sealed class EveryDefinition : ISagaDefinitions
{
    public static SagaCatalog OfApp { get; } = ExampleApp.Catalog;

    public static SagaCatalog OfTests { get; } = SagaCatalog.Of(typeof(VoyageSaga).Assembly);

    public RegisteredSaga? Find(string name, int version, string? request) =>
        new DefinitionLookup(OfApp).Find(name, version, request) ?? new DefinitionLookup(OfTests).Find(name, version, request);

    public Type? RequestTypeOf(string name, int version) =>
        new DefinitionLookup(OfApp).RequestTypeOf(name, version) ?? new DefinitionLookup(OfTests).RequestTypeOf(name, version);
}
