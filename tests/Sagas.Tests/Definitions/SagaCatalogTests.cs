using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Tests.SubSagas;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class SagaCatalogTests
{
    [Fact]
    public void Catalog_SeveralFaultyDefinitions_NamesTheFaultsOfAll()
    {
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(HastySaga), typeof(TwiceSaga)]));

        Assert.Equal(
            [
                "HastySaga: Step 'A' waits 00:01:00 for the acknowledgement of its compensation; a message whose consumer was killed stays hidden for ten minutes, so it must wait 00:11:00 at least, or say 'evenIfAConsumerDies: false'.",
                "TwiceSaga: Step 'A' is declared 2 times.",
            ],
            faulty.Faults);
    }

    [Fact]
    public void Catalog_SubSagasOrchestratorTakesTheRequest_IsAFault()
    {
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(OuterSaga), typeof(OuterOrchestrator), typeof(InnerSaga), typeof(InnerOrchestrator)]));

        Assert.Contains("Orchestrator 'InnerOrchestrator' runs a sub-saga, and takes 'request' beside its context; let it take the context alone, else it could not be undone.", faulty.Faults);
    }

    [Fact]
    public void Catalog_SubSagaThatIsNoSagaOfTheApp_IsAFault()
    {
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(MiddleSaga), typeof(MiddleOrchestrator)]));

        Assert.Equal(
            ["Saga 'middle' has sub-saga 'nested', which is no saga of this app: expected it as a static property of a class '{Name}Saga', with its '{Name}Orchestrator' beside it."],
            faulty.Faults);
    }

    [Fact]
    public void Catalog_OfSeveralSagas_KnowsThemByNameAndVersion()
    {
        var catalog = SagaCatalog.Of("app", [typeof(NestedSaga), typeof(MiddleSaga), typeof(NestedOrchestrator), typeof(Shapes)]);

        Assert.Equal([(MiddleSaga.Definition, "MiddleOrchestrator"), (NestedSaga.Definition, "NestedOrchestrator")], catalog.Sagas.Select(saga => ((SagaDefinition<Order>)saga.Definition, saga.Orchestrator)));
        Assert.Equal(("nested", "middle", null), (catalog.Find("nested")?.Definition.Name, catalog.Find("middle", 1)?.Definition.Name, catalog.Find("other")));
        Assert.Null(catalog.Find("nested", 2));
        Assert.Null(catalog.Find("other", 1));
    }

    [Fact]
    public void Catalog_SagaWithoutAnOrchestratorOrInTwoClasses_IsAFault()
    {
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(NestedSaga), typeof(AgainSaga)]));

        Assert.Equal(
            [
                "Saga 'nested' (AgainSaga) has no orchestrator: expected a class 'DurableSagas.Sagas.Tests.Definitions.AgainOrchestrator' with a function named after it.",
                "Version 1 of 'nested' is defined 2 times.",
            ],
            faulty.Faults);
        Assert.Equal("app", faulty.Saga);
    }

    [Fact]
    public void Catalog_OfTwoVersions_FindsTheNewestUnlessOneIsNamed()
    {
        var catalog = SagaCatalog.Of("app", [typeof(VersionedSaga)]);

        Assert.Equal([1, 2], catalog.Sagas.Select(saga => saga.Definition.Version));
        Assert.Equal((2, 1), (catalog.Find("versioned")!.Definition.Version, catalog.Find("versioned", 1)!.Definition.Version));
    }

    [Fact]
    public void Catalog_OrchestratorWithoutAFunctionOfItsName_IsAFault()
    {
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(MuteSaga)]));

        Assert.Equal(["Saga 'mute' (MuteSaga) has no orchestrator: expected a class 'DurableSagas.Sagas.Tests.Definitions.MuteOrchestrator' with a function named after it."], faulty.Faults);
    }

    private static class AgainSaga
    {
        public static SagaDefinition<Order> Definition => NestedSaga.Definition;
    }

    private static class HastySaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("hasty").Step<A>().CompensateByEvent("undo-a", TimeSpan.FromMinutes(1)).Build();
    }

    private static class TwiceSaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("twice").Step<A>().Step<A>().Build();
    }

    private static class InnerSaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("inner").Step<A>().Build();
    }

    private static class OuterSaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("outer").SubSaga(InnerSaga.Definition, (order, _) => order).Build();
    }

    private static class OuterOrchestrator
    {
        [Function(nameof(OuterOrchestrator))]
        public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SagaOrchestrator.RunAsync(context, OuterSaga.Definition);
    }

    private static class InnerOrchestrator
    {
        [Function(nameof(InnerOrchestrator))]
        public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order request) => SagaOrchestrator.RunAsync(context, InnerSaga.Definition, request);
    }
}
