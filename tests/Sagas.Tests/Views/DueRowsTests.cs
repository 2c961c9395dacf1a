using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Views;

/// <summary>What the orchestrator alone has changed is in the view with the next call, and takes no call of its own.</summary>
public sealed class DueRowsTests
{
    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SagaDefinition<Order> _approved = Saga.For<Order>("approved-then-slow")
        .Step<A>().CompensateWith<UndoA>()
        .Step<C>().When((_, _) => false)
        .Approval("Manager", TimeSpan.FromDays(20))
        .Step<B>().CompensateWith<UndoB>()
        .Build();

    [Fact]
    public async Task Approval_WaitedFor_ShowsSinceAndUntilWhen()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        var manager = host.View(id).Steps[2];
        Assert.Equal((StepStatus.Running, _began, _began.AddDays(20)), (manager.Status, manager.StartedAt, manager.Until));
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task Approval_AnsweredAndTheNextStepSlow_IsInTheViewWithItsFirstAttemptAndWithoutACallOfItsOwn()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        await host.Client.RaiseEventAsync(id, "Manager", new ApprovalAnswer(Approved: true, "kim"));
        await host.WhenIdleAsync();

        var view = host.View(id);
        Assert.Equal(SagaStatus.Running, view.Status);
        Assert.Equal([StepStatus.Succeeded, StepStatus.Skipped, StepStatus.Succeeded, StepStatus.Running], view.Steps.Select(step => step.Status));
        Assert.Equal((_began.AddDays(3), null), (view.Steps[2].FinishedAt, view.Steps[2].Until));
        Assert.Equal(1, host.Calls.Count(call => call.Activity == TimelineRecorder.RecordTimeline));
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task Approval_RefusedAndItsUndoingStuck_IsInTheViewThoughNothingElseCouldTell()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<UndoA>(Fault.Fails("broken"));
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(3));
        host.Views.FailNext(AttemptPolicy.Patient.MaxAttempts - 1);

        await host.Client.RaiseEventAsync(id, "Manager", new ApprovalAnswer(Approved: false, "kim", "why?"));
        await host.EndOfAsync(id);

        Assert.Equal((SagaStatus.Stuck, "A: broken"), (host.View(id).Status, host.View(id).Error));
        Assert.Equal([StepStatus.Stuck, StepStatus.Skipped, StepStatus.Refused], host.View(id).Steps.Take(3).Select(step => step.Status));
        Assert.Equal("kim said no: why?", host.View(id).Steps[2].Error);
    }

    [Fact]
    public async Task SubSaga_BesideAnotherBranch_IsRunningInItsParentsViewSinceItBegan()
    {
        var saga = Saga.For<Order>("beside")
            .SubSaga(Shapes.Child, (order, _) => order).AtOnce()
            .Step<A>().AtOnce().CompensateWith<UndoA>()
            .Build();
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Pends(TimeSpan.FromHours(2)));

        var id = await host.StartAsync(saga, new Order(), "order-1");
        await host.WhenIdleAsync();

        Assert.Equal((StepStatus.Running, _began), (host.View(id).Steps[0].Status, host.View(id).Steps[0].StartedAt));
        await Rebuilt.MustEqualLiveAsync(host, id, "order-1:child");
    }

    [Fact]
    public async Task SubSaga_AsAStepAfterAnApproval_HasItsFirstCallTellWhatIsDueAboveIt()
    {
        var saga = Saga.For<Order>("above")
            .Approval("Manager", TimeSpan.FromDays(20))
            .SubSaga(Shapes.Child, (order, _) => order).When((_, _) => true)
            .Build();
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(saga, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        await host.Client.RaiseEventAsync(id, "Manager", new ApprovalAnswer(Approved: true, "kim"));
        await host.WhenIdleAsync();

        Assert.Equal([StepStatus.Succeeded, StepStatus.Running], host.View(id).Steps.Select(step => step.Status));
        Assert.Equal((_began.AddDays(3), null), (host.View(id).Steps[1].StartedAt, host.View(id).Steps[0].Until));
        Assert.Equal(1, host.Calls.Count(call => call.Activity == TimelineRecorder.RecordTimeline));
        await Rebuilt.MustEqualLiveAsync(host, id, "order-1:child");
    }

    [Fact]
    public async Task SubSagas_WithinEachOther_HaveTheFirstCallOfTheInnermostTellWhatIsDueInAll()
    {
        var inner = Saga.For<Order>("inner").Step<B>().CompensateWith<UndoB>().Build();
        var middle = Saga.For<Order>("middle").SubSaga(inner, (order, _) => order).Build();
        var top = Saga.For<Order>("top").SubSaga(middle, (order, _) => order).Build();
        await using var host = await Hosts.StartAsync();
        host.Register(inner);
        host.Register(middle);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromHours(2)));

        var id = await host.StartAsync(top, new Order(), "order-1");
        await host.WhenIdleAsync();

        Assert.All(new[] { id, "order-1:middle", "order-1:middle:inner" }, saga => Assert.Equal((SagaStatus.Running, StepStatus.Running, _began), (host.View(saga).Status, host.View(saga).Steps[0].Status, host.View(saga).Steps[0].StartedAt)));
        await Rebuilt.MustEqualLiveAsync(host, id, "order-1:middle", "order-1:middle:inner");
    }

    [Fact]
    public async Task SubSaga_ThatWaitsForAnAnswerWhenItsParentIsCancelled_IsSkippedNotRefused()
    {
        var child = Saga.For<Order>("asking").Approval("Manager", TimeSpan.FromDays(20)).Step<B>().CompensateWith<UndoB>().Build();
        var parent = Saga.For<Order>("parent").Step<A>().CompensateWith<UndoA>().SubSaga(child, (order, _) => order).Build();
        await using var host = await Hosts.StartAsync();
        host.Register(child);
        var id = await host.StartAsync(parent, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("too late?"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((null, "Cancelled by the caller: too late?", null), (outcome.Step, outcome.Reason, outcome.Remark));
        Assert.Equal((StepStatus.Skipped, null), (host.View(id).Steps[1].Status, host.View(id).Steps[1].Error));
        Assert.Equal("Nothing was to be undone.", host.View("order-1:asking").Outcome!.Remark);
    }

    [Fact]
    public void Rows_ThatAreDue_AreTakenOnceAFewAtATimeAndInShort()
    {
        var due = new DueRows();
        StepTimeline[] steps = [.. Enumerable.Range(0, 15).Select(ordinal => new StepTimeline { Name = $"s{ordinal}", Ordinal = ordinal, Error = new string('x', 1500) })];
        foreach (var step in steps)
        {
            due.Add(step.Ordinal);
        }

        var first = due.Take(steps, callOf: 3, isLastAttempt: false)!;
        var second = due.Take(steps, callOf: 3, isLastAttempt: false)!;

        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9, 10], first.Select(step => step.Ordinal));
        Assert.Equal([11, 12, 13, 14], second.Select(step => step.Ordinal));
        Assert.All(first, step => Assert.Equal(DueRows.ErrorLength, step.Error!.Length));
        Assert.Null(due.Take(steps, callOf: 3, isLastAttempt: false));
    }

    [Fact]
    public void Rows_ThatWereTold_AreToldAgainWithALastAttemptBehindThoseThatAreDue()
    {
        var due = new DueRows();
        StepTimeline[] steps = [.. Enumerable.Range(0, 3).Select(ordinal => new StepTimeline { Name = $"s{ordinal}", Ordinal = ordinal })];
        due.Add(0);
        due.Add(1);
        due.Take(steps, callOf: 1, isLastAttempt: false);
        due.Add(2);

        Assert.Equal([2, 0], due.Take(steps, callOf: 1, isLastAttempt: true)!.Select(step => step.Ordinal));
    }

    [Fact]
    public void Rows_ThatATimelineHasTold_AreDueNoMore()
    {
        var due = new DueRows();
        due.Add(0);

        due.Clear();

        Assert.Null(due.Take([new StepTimeline { Name = "a", Ordinal = 0 }], callOf: 1, isLastAttempt: false));
    }
}
