using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
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
        var faulty = Assert.Throws<SagaDefinitionException>(() => SagaCatalog.Of("app", [typeof(OuterSaga), typeof(OuterOrchestrator), typeof(InnerOrchestrator)]));

        Assert.Contains("Orchestrator 'InnerOrchestrator' runs a sub-saga, and takes 'request' beside its context; let it take the context alone, else the sub-saga could not be undone.", faulty.Faults);
    }

    private static class HastySaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("hasty").Step<A>().CompensateByEvent("undo-a", TimeSpan.FromMinutes(1)).Build();
    }

    private static class TwiceSaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("twice").Step<A>().Step<A>().Build();
    }

    private static class OuterSaga
    {
        public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("outer")
            .SubSaga(Saga.For<Order>("inner").Step<A>().Build(), nameof(InnerOrchestrator), (order, _) => order)
            .Build();
    }

    private static class OuterOrchestrator
    {
        [Function(nameof(OuterOrchestrator))]
        public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SagaOrchestrator.RunAsync(context, OuterSaga.Definition);
    }

    private static class InnerOrchestrator
    {
        [Function(nameof(InnerOrchestrator))]
        public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order request) => SagaOrchestrator.RunAsync(context, Saga.For<Order>("inner").Step<A>().Build(), request);
    }
}
