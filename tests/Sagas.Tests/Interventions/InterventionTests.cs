using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Interventions;

/// <summary>What an operator does in place of the attempt at which a saga is stuck.</summary>
public sealed class InterventionTests
{
    [Fact]
    public async Task Skip_OfACompensation_GoesOnAndSaysOfNothingThatItWasUndone()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        var calls = host.ActivityCalls.Count;

        var outcome = await host.SkipAsync("order-1", "B", "given back by telephone");

        var (view, undo) = (host.View("order-1"), host.View("order-1").Steps[1]);
        Assert.Equal(["UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal((SagaStatus.Compensated, "A"), (outcome.Status, Assert.Single(outcome.Undone)));
        Assert.Equal(("B", "Compensation", InterventionAction.Skip, "given back by telephone"), Told(Assert.Single(outcome.Interventions!)));
        Assert.Equal((StepStatus.Failed, StepEffect.Unknown, InterventionAction.Skip, "broken"), (undo.Status, undo.Effect, undo.ByHand, undo.Error));
        Assert.Equal((SagaStatus.Compensated, null), (view.Status, view.Error));
        Assert.Equivalent(outcome.Interventions, view.Outcome!.Interventions);
    }

    [Fact]
    public async Task Skip_OfTheOnlyCompensation_DoesNotSayThatNothingWasToBeUndone()
    {
        var saga = Saga.For<Order>("short").Step<A>().CompensateWith<UndoA>().Step<B>().Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(saga, new Order(), "order-1"));

        var outcome = await host.SkipAsync("order-1", "A");

        Assert.Equal((0, null), (outcome.Undone.Count, outcome.Remark));
    }

    [Fact]
    public async Task Skip_DoesNotDoTheWorkThoughItWouldWorkByNow()
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant);
        host.Faults.On<D>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        host.Faults.MendAll();

        var outcome = await host.SkipAsync("order-1", "D");

        Assert.DoesNotContain("D", participant.Done);
        Assert.Equal((SagaStatus.Completed, StepStatus.Succeeded, StepEffect.Unknown), (outcome.Status, host.View("order-1").Steps[3].Status, host.View("order-1").Steps[3].Effect));
    }

    [Fact]
    public async Task GiveResult_OfAStep_IsWhatLaterStepsGet()
    {
        var saga = Saga.For<Order>("given").Pivot<A>().CompensateWith<UndoA>().Retriable<B>().Retriable<C>().Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(saga, new Order(), "order-1"));

        var outcome = await host.GiveResultAsync("order-1", "B", new Mark("by hand"));

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal("by hand", host.Calls.Single(call => call.Activity == "C").InputAs<StepCall<Order>>().ResultOf<B, Mark>()!.Text);
        Assert.Equal((StepEffect.Stands, InterventionAction.GiveResult, null), (host.View("order-1").Steps[1].Effect, host.View("order-1").Steps[1].ByHand, host.View("order-1").Steps[1].Error));
    }

    [Fact]
    public async Task Skip_InASubSagaThatIsUndone_StandsInTheOutcomeOfTheWhole()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<D>(Fault.Refuses("no")).On<UndoC>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));

        var outcome = await host.SkipAsync("order-1:child", "C", "let it be");

        Assert.Equal(["child/B", "A"], outcome.Undone);
        Assert.Equal(("child/C", "Compensation", InterventionAction.Skip, "let it be"), Told(Assert.Single(outcome.Interventions!)));
        Assert.Equal(StepEffect.Unknown, host.View("order-1:child").Steps[1].Effect);
    }

    [Fact]
    public async Task Skip_OfACompensationByEvent_PublishesNothingMore()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));
        host.Queues.On("undo-a", Testing.Queues.Consumption.Never);
        await host.EndOfAsync(await host.StartAsync(Shapes.ByEvent, new Order(), "order-1"));
        var published = host.Queues.Published.Count;

        var outcome = await host.SkipAsync("order-1", "A");

        Assert.Equal(published, host.Queues.Published.Count);
        Assert.Equal((SagaStatus.Compensated, false), (outcome.Status, outcome.Undone.Contains("A")));
    }

    [Fact]
    public async Task Skip_OfOneOfTwoStuckBranches_LeavesTheOtherToItsLastAttempt()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("b")).On<C>(Fault.Fails("c"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Tail, new Order(), "order-1"));

        await Assert.ThrowsAsync<SagaStuckException>(() => host.SkipAsync("order-1", "B"));
        var (first, second) = (host.View("order-1").Steps[1], host.View("order-1").Steps[2]);
        host.Faults.MendAll();
        var outcome = await host.RewindAsync("order-1");

        Assert.Equal((StepStatus.Succeeded, InterventionAction.Skip, StepStatus.Stuck, null), (first.Status, first.ByHand, second.Status, second.ByHand));
        Assert.Equal((SagaStatus.Completed, "B"), (outcome.Status, Assert.Single(outcome.Interventions!).Step));
    }

    [Fact]
    public async Task GiveResult_OfADeclaredCall_IsTakenAsItCame()
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant);
        host.Register(Documents.Tcc);
        host.Faults.On("hotel/confirm", Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Documents.Tcc, "order-1"));

        var outcome = await host.GiveResultAsync("order-1", "hotel/confirm", JsonElement.Parse("""{"room":12.50}"""));

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Contains("\"room\":12.50", host.HistoryOf("order-1").ToJson().Replace("\\", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intervention_ReplayedAgainstTheSameCode_IsTheSame()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        await host.SkipAsync("order-1", "B");

        host.Replay(host.HistoryOf("order-1"));
    }

    private static (string, string, InterventionAction, string) Told(Intervention told) => (told.Step, told.Operation, told.Action, told.Reason);
}
