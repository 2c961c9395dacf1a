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

    public RegisteredSaga? Find(string name, int version, string? request) => Knowing(name).Find(name, version, request);

    public Type? RequestTypeOf(string name, int version) => Knowing(name).RequestTypeOf(name, version);

    private static DefinitionLookup Knowing(string name) => new(OfTests.Find(name) is null ? OfApp : OfTests);
}
