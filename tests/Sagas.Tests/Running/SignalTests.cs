using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class SignalTests
{
    private static readonly SagaDefinition<Order> _approved = Saga.For<Order>("approved")
        .Step<A>().CompensateWith<UndoA>()
        .Approval("Manager", TimeSpan.FromDays(20))
        .Pivot<B>().CompensateWith<UndoB>()
        .Build();

    [Fact]
    public async Task Cancel_BeforeThePivot_TurnsBackAndNamesTheReason()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails());
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, null, "Cancelled by the caller: changed my mind."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A", "B", "UndoB", "UndoA"], host.ActivityCalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_WithoutAReason_TurnsBackAndLeavesNothingOnRecord(bool isEmpty)
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, isEmpty ? null : new CancelRequest());
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, "Cancelled by the caller.", null), (outcome.Status, outcome.Reason, outcome.Ignored));
    }

    [Fact]
    public async Task Cancel_WhileThePivotIsInFlightAndSucceeds_ComesTooLate()
    {
        var participant = new Participant();
        participant.Hold("C");
        await using var host = await Hosts.StartAsync(participant, new SagaTestOptions { TimeRule = Testing.Time.TimeRule.ByHand });
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");

        await host.UntilAsync(() => host.ActivityCalls.Contains("C"));
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest());
        participant.LetGo("C");
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], host.ActivityCalls);
    }

    [Fact]
    public async Task Cancel_AfterThePivot_ChangesNothing()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Fails().For(2));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest());
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
    }

    [Fact]
    public async Task Cancel_WhileAPivotWithoutWayBackIsAskedAgain_DoesNotGiveItUp()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("no answer").Once());
        var id = await host.StartAsync(Shapes.NoWayBack, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest());
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "B", "C"], host.ActivityCalls);
    }

    [Fact]
    public async Task Cancel_WhileASubSagaIsUnderWay_TurnsItBackAtOnceToo()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Pends(TimeSpan.FromMinutes(20)));
        var id = await host.StartAsync(Shapes.Parent, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, "Cancelled by the caller: changed my mind."), (outcome.Status, outcome.Reason));
        Assert.Equal("Cancelled by the caller: The saga that this one is part of turned back.", host.View("order-1:child").Outcome!.Reason);
        Assert.Equal(["A", "B", "C", "UndoC", "UndoB", "UndoA"], host.ActivityCalls);
        Assert.Equal(host.Calls[0].At, host.Time.GetUtcNow());
    }

    [Fact]
    public async Task Deadline_PassesBeforeThePivot_TurnsBack()
    {
        var hasty = Saga.For<Order>("hasty").Within(TimeSpan.FromMinutes(5)).Step<A>().CompensateWith<UndoA>().Step<B>().Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(2)));

        var outcome = await host.RunAsync(hasty, new Order(), "order-1");

        Assert.Equal((null, "The deadline of 00:05:00 passed."), (outcome.Step, outcome.Reason));
        Assert.Equal(["A"], outcome.Undone);
        Assert.Equal(host.Calls[0].At + TimeSpan.FromMinutes(5), host.Calls.Single(call => call.Activity == "UndoA").At);
    }

    [Fact]
    public async Task Deadline_NotReached_DoesNotKeepTheSagaOpen()
    {
        var calm = Saga.For<Order>("calm").Within(TimeSpan.FromDays(10)).Step<A>().Build();
        await using var host = await Hosts.StartAsync();

        await host.RunAsync(calm, new Order(), "order-1");

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), host.Time.GetUtcNow());
    }

    [Theory]
    [InlineData(true, SagaStatus.Completed)]
    [InlineData(false, SagaStatus.Compensated)]
    public async Task Approval_Answered_IsKeptInTheOutcome(bool approved, SagaStatus status)
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        await host.Client.RaiseEventAsync(id, "Manager", new ApprovalAnswer(approved, "kim", "seen"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((status, approved ? null : "kim said no: seen."), (outcome.Status, outcome.Reason));
        Assert.Equal([new ApprovalRecord("Manager", approved, "kim", new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero), "seen")], outcome.Approvals!);
    }

    [Fact]
    public async Task Approval_NobodyAnswers_IsARefusalAfterTwentyDays()
    {
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(_approved, new Order(), "order-1");

        Assert.Equal(("Manager", "Nobody answered within 20.00:00:00."), (outcome.Step, outcome.Reason));
        Assert.Equal(["A", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Cancel_WhileAnApprovalIsAwaited_TurnsBackAtOnce()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, null, "Cancelled by the caller: changed my mind."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal((StepStatus.Skipped, null, null), (host.View(id).Steps[1].Status, host.View(id).Steps[1].Error, host.View(id).Steps[1].Until));
        Assert.Equal(host.Calls[0].At + TimeSpan.FromDays(3), host.Time.GetUtcNow());
    }

    [Fact]
    public async Task Approval_WaitedFor_ShowsInTheView()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        Assert.Equal([StepStatus.Succeeded, StepStatus.Running, StepStatus.Pending], host.View("order-1").Steps.Select(step => step.Status));
    }
}
