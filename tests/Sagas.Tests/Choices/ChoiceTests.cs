using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Choices;

/// <summary>Where a failure leads that has an alternative.</summary>
public sealed class ChoiceTests
{
    private static readonly SagaDefinition<Order> _three = Saga.For<Order>("three")
        .Step<A>().CompensateWith<UndoA>().OrElse<B>().CompensateWith<UndoB>().OrElse<C>().CompensateWith<UndoC>()
        .Step<D>()
        .Build();

    private static readonly SagaDefinition<Order> _conditional = Saga.For<Order>("conditional")
        .SavePoint()
        .Step<A>().CompensateWith<UndoA>().When((_, _) => false)
        .Step<B>().CompensateWith<UndoB>().When((_, results) => results.Of<A, Mark>() is null)
        .Alternative(path => path.Step<C>().When((_, _) => throw new InvalidOperationException("cannot be told")).Step<D>())
        .Alternative(path => path.Step<E>())
        .Step<F>()
        .Build();

    private static readonly SagaDefinition<Order> _sideBySide = Saga.For<Order>("side-by-side")
        .SavePoint()
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().AtOnce().CompensateWith<UndoB>()
        .Approval("Clerk", TimeSpan.FromDays(1)).AtOnce()
        .Alternative(path => path.Step<C>())
        .Step<D>()
        .Build();

    private static readonly SagaDefinition<Order> _approved = Saga.For<Order>("approved")
        .Step<A>().CompensateWith<UndoA>()
        .SavePoint()
        .Step<B>().CompensateWith<UndoB>()
        .Approval("Manager", TimeSpan.FromDays(1))
        .Alternative(path => path.Step<C>())
        .Step<D>()
        .Build();

    [Fact]
    public async Task Path_ThatWorks_IsTakenAndNoOther()
    {
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(Shapes.Fork, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Empty(outcome.Undone);
        Assert.Equal(["A", "E", "B", "D"], host.ActivityCalls);
        Assert.Equal(StepStatus.Skipped, host.View("order-1").Steps[2].Status);
    }

    [Fact]
    public async Task Path_ThatFails_IsUndoneBeforeTheNextBegins()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails().AfterItsWork());

        var outcome = await host.RunAsync(Shapes.Fork, new Order(), "order-1");

        Assert.Equal((SagaStatus.Completed, null), (outcome.Status, outcome.Step));
        Assert.Equal(["B", "A"], outcome.Undone);
        Assert.Equal(["A", "E", "B", "B", "B", "UndoB", "UndoA", "C", "D"], host.ActivityCalls);
    }

    [Fact]
    public async Task Paths_ThatFailOneAfterTheOther_AreTriedInTheirOrder()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Refuses("no"));
        host.Faults.On<B>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_three, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], host.ActivityCalls);
    }

    [Fact]
    public async Task LastPath_ThatFails_TurnsTheSagaBackPastItsSavePoint()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("none left"));
        host.Faults.On<C>(Fault.Refuses("nor here"));

        var outcome = await host.RunAsync(Shapes.OrElse, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "C", "nor here"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A", "B", "C", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task StepAfterTheChoice_ThatFails_TurnsTheWholeSagaBackAndTriesNoOtherPath()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(Shapes.OrElse, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "D"), (outcome.Status, outcome.Step));
        Assert.Equal(["A", "B", "D", "UndoB", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task StepBesideTheChoice_ThatFailsWhileAPathIsUndone_TurnsTheWholeSagaBack()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));
        host.Faults.On<E>(Fault.Pends(TimeSpan.FromSeconds(40)).Once());
        host.Faults.On<E>(Fault.Refuses("not here"));
        host.Faults.On<UndoA>(Fault.Pends(TimeSpan.FromMinutes(10)).Once());

        var outcome = await host.RunAsync(Shapes.Fork, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "E", "not here"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A"], outcome.Undone);
        Assert.Equal(["A", "E", "B", "UndoA", "E", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Results_OfAPathThatWasLeft_AreGivenToItsCompensationsAndToNoOtherStep()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails().AfterItsWork());

        await host.RunAsync(Shapes.Fork, new Order(), "order-1");

        Assert.Contains("A", ResultsFor(host, "UndoA"));
        Assert.Equal(["E"], ResultsFor(host, "C"));
        Assert.Equal(["C", "E"], ResultsFor(host, "D"));
    }

    [Fact]
    public async Task Conditions_OnPaths_SkipAStepOrFailThePath()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_conditional, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["B", "E", "F"], host.ActivityCalls);
        var view = host.View("order-1");
        Assert.Equal(
            [StepStatus.Skipped, StepStatus.Refused, StepStatus.Refused, StepStatus.Skipped, StepStatus.Succeeded, StepStatus.Succeeded],
            view.Steps.Select(step => step.Status));
        Assert.Contains("cannot be told", view.Steps[2].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_OnAPathThatIsLeft_EndAtOnce()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Refuses("no"));
        host.Faults.On<B>(Fault.Fails().AfterItsWork());

        var outcome = await host.RunAsync(_sideBySide, new Order(), "order-1");

        Assert.Equal((SagaStatus.Completed, null), (outcome.Status, outcome.Approvals));
        Assert.Equal(["B"], outcome.Undone);
        Assert.Equal(["A", "B", "UndoB", "C", "D"], host.ActivityCalls);
        Assert.Equal([StepStatus.Refused, StepStatus.Compensated, StepStatus.Skipped], host.View("order-1").Steps.Take(3).Select(step => step.Status));
    }

    [Fact]
    public async Task Approval_OnAPathThatIsRefused_LeavesThePath()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(_approved);
        host.Approvals.On("Manager", new ApprovalAnswer(Approved: false, "kim"));

        var outcome = await host.RunAsync(_approved, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "UndoB", "C", "D"], host.ActivityCalls);
        Assert.Equal("kim", Assert.Single(outcome.Approvals!).By);
    }

    private static IEnumerable<string> ResultsFor(SagaTestHost host, string activity) =>
        host.Calls.Single(call => call.Activity == activity).InputAs<StepCall<Order>>().Results.Keys.Order();
}
