using System.Net;
using System.Text.Json;
using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Functions.OrderFulfilment.Warehouse;
using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Undoing;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Outcomes.Undoing;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Tests.Undoing;

public sealed class UndoRuleTests
{
    private static readonly DateTimeOffset _completedAt = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly SagaDefinition<PlaceOrder> _order = OrderFulfilmentSaga.Definition;
    private static readonly SagaDefinition<PlaceOrder> _final = Saga.For<PlaceOrder>("final").Pivot<ShipOrder>().UndoWithin(TimeSpan.FromDays(14)).Build();

    [Theory]
    [InlineData(14, null)]
    [InlineData(15, "Saga 'order-1' completed at 2026-11-01 08:00:00Z, and could be undone until 2026-11-15 08:00:00Z.")]
    public void Undo_WithinTheTimeOfItsDefinition_IsTakenAndRefusedAfterIt(int days, string? refused)
    {
        var completed = Completed(_order, "ShipOrder");

        Assert.Equal(refused, RefusalOf(completed, _order, days));
    }

    [Fact]
    public void Undo_OfAPivotThatHasWorkedAndHasNoCompensation_NamesIt()
    {
        var (worked, skipped) = (Completed(_final, "ShipOrder"), Completed(_final));

        Assert.Equal("Saga 'order-1' has passed its point of no return: step 'ShipOrder' has worked, and has no compensation.", RefusalOf(worked, _final));
        Assert.Null(RefusalOf(skipped, _final));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, SagaStatus.Compensating, null)]
    [InlineData(OrchestrationRuntimeStatus.Completed, SagaStatus.Compensated, null)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, SagaStatus.Compensating, "Saga 'order-1' was to be undone, and is Terminated; it is rewound where it is Stuck.")]
    public void Undo_AskedForAgain_IsTakenWhileItIsUndoneOrWas(OrchestrationRuntimeStatus hub, SagaStatus told, string? refused)
    {
        var undone = Completed(_order, "ShipOrder") with { Undoing = Instance("order-1:undo", hub, told, null) };

        Assert.Equal(refused, RefusalOf(undone, _order, days: 100));
    }

    [Fact]
    public void Undo_OfASubSagaOrWithoutAnInstance_SaysWhatToDo()
    {
        var view = View() with { Parent = "trip-1" };

        var sub = Assert.Throws<ProblemException>(() => UndoRule.Require(view, Completed(_order), Standing(Completed(_order)), _order, _completedAt));

        Assert.Equal("Saga 'order-1' is part of 'trip-1', and is undone with it: undo the saga on top.", sub.Message);
        Assert.Equal("Saga 'order-1' is Completed by its view, and the task hub has no instance of it: nothing tells what there is to undo.", RefusalOf(null, _order));
    }

    [Fact]
    public void Undo_OfAVersionThatIsNotRegistered_IsRefused()
    {
        var completed = Completed(_order, "ShipOrder");

        Assert.Equal("Saga 'order-1' has completed, and version 1 of 'order-fulfilment' does not allow to undo it: its definition has no UndoWithin.", RefusalOf(completed, null));
    }

    // A saga keeps what undoing it takes only where its definition allowed it at the end.
    [Fact]
    public void Undo_OfOneThatEndedBeforeItsDefinitionAllowedIt_IsRefused()
    {
        var completed = Completed(Saga.For<PlaceOrder>("before").Pivot<ShipOrder>().Build(), "ShipOrder");

        Assert.Equal("Saga 'order-1' has completed, and version 1 of 'order-fulfilment' does not allow to undo it: its definition has no UndoWithin.", RefusalOf(completed, _order));
    }

    private static string? RefusalOf(SagaInstances? instances, SagaDefinition? definition, int days = 1)
    {
        var thrown = Record.Exception(() => UndoRule.Require(View(), instances, instances is null ? null : Standing(instances), definition, _completedAt.AddDays(days)));
        Assert.True(thrown is null or ProblemException { Status: HttpStatusCode.Conflict }, thrown?.ToString());
        return thrown?.Message;
    }

    private static SagaStanding Standing(SagaInstances instances) => SagaStanding.Of(instances.Last, failedAs: SagaStatus.Stuck);

    private static SagaInstances Completed(SagaDefinition definition, params string[] succeeded)
    {
        var done = new SagaDone("order-1", 9, succeeded.ToDictionary(step => step, _ => JsonElement.Parse("{}")));
        var outcome = new SagaOutcome { Status = SagaStatus.Completed, Done = definition.UndoableFor is null ? null : done };
        return new(Instance("order-1", OrchestrationRuntimeStatus.Completed, SagaStatus.Completed, JsonSerializer.Serialize(outcome, SagaJson.History)), null);
    }

    private static OrchestrationMetadata Instance(string id, OrchestrationRuntimeStatus status, SagaStatus told, string? output) => new("order-fulfilment", id)
    {
        RuntimeStatus = status,
        LastUpdatedAt = _completedAt,
        SerializedCustomStatus = JsonSerializer.Serialize(new SagaProgress("order-fulfilment", Protocol.Saga, 1, told, 9, []), SagaJson.History),
        SerializedOutput = output,
    };

    private static SagaView View() => new()
    {
        Id = "order-1",
        Name = "order-fulfilment",
        Protocol = Protocol.Saga,
        Version = 1,
        Status = SagaStatus.Completed,
        CreatedAt = _completedAt,
        UpdatedAt = _completedAt,
        Sequence = 9,
        Steps = [],
        Consistency = Consistency.Eventual,
        AsOf = _completedAt,
    };
}
