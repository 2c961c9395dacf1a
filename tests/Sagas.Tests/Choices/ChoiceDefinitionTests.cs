using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Choices;

public sealed class ChoiceDefinitionTests
{
    [Fact]
    public void Steps_OfAChoice_WaitForItsSavePointAndAreWaitedForTogether()
    {
        var saga = Saga.For<Order>("waits")
            .Step<A>()
            .SavePoint()
            .Step<B>().Step<C>()
            .Alternative(path => path.Step<D>())
            .Step<E>().After<D>()
            .Build();

        Assert.Equal(["", "A", "B", "A", "D,C"], saga.Steps.Select(step => string.Join(",", step.After)));
        Assert.Equal([[1, 2], [3]], Assert.Single(saga.Choices).Paths);
    }

    [Fact]
    public void StepAfterAPathThatBranches_WaitsForAllItsEnds()
    {
        var saga = Saga.For<Order>("branching")
            .Step<A>()
            .SavePoint()
            .Step<B>().Step<C>().After<A>()
            .Alternative(path => path.Step<D>())
            .Step<E>()
            .Build();

        Assert.Equal(["B", "C", "D"], saga.Steps[4].After);
    }

    [Fact]
    public void OrElse_OfAStepThatSaysWhatItWaitsFor_WaitsForTheSame()
    {
        var saga = Saga.For<Order>("same").Step<A>().Step<B>().Step<C>().After<A>().OrElse<D>().Build();

        Assert.Equal(["A"], saga.Steps[3].After);
    }

    [Fact]
    public void OrElse_OfAnApproval_IsAChoiceLikeAnyOther()
    {
        var saga = Saga.For<Order>("asked").Approval("Clerk", TimeSpan.FromDays(1)).OrElse<A>().Alternative(path => path.Approval("Manager", TimeSpan.FromDays(1))).Build();

        Assert.Equal([[0], [1], [2]], Assert.Single(saga.Choices).Paths);
    }

    [Fact]
    public void Shape_OfAnotherPath_IsAnotherVersion()
    {
        var one = Saga.For<Order>("shape").Step<A>().OrElse<B>().Step<C>().AtOnce().Build().Shape;
        var other = Saga.For<Order>("shape").Step<A>().Step<B>().AtOnce().Step<C>().AtOnce().Build().Shape;

        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.StartsWith("A was 'Compensable A 3 times, on path 1 of 2 from save-point 1', is 'Compensable A 3 times'", one.ChangesTo(other), StringComparison.Ordinal);
    }

    [Fact]
    public void SavePoint_WithoutAnAlternative_IsAFault() => MustFail(
        Saga.For<Order>("faulty").Step<A>().SavePoint().Step<B>(),
        "The save-point before 'B' has no alternative; declare one with .Alternative(…), or leave the save-point out.");

    [Fact]
    public void SavePoint_AtTheEnd_IsAFault() => MustFail(
        Saga.For<Order>("faulty").Step<A>().SavePoint(),
        "A save-point has no steps after it; leave it out.");

    [Fact]
    public void SavePoint_WithinAnAlternative_IsAFault() => MustFail(
        Saga.For<Order>("faulty").SavePoint().Step<A>().Alternative(path => path.Step<B>().SavePoint().Step<C>()),
        "A save-point stands within an alternative; move that path into a sub-saga, which may have one of its own.");

    [Fact]
    public void Alternative_WithoutASavePoint_IsAFault() => MustFail(
        Saga.For<Order>("faulty").Step<A>().Alternative(path => path.Step<B>()),
        "An alternative stands where no path began; put .SavePoint() before the first step of the path that it may replace.");

    [Fact]
    public void Alternative_WithoutSteps_IsAFault() => MustFail(
        Saga.For<Order>("faulty").SavePoint().Step<A>().Alternative(_ => { }),
        "An alternative to 'A' has no steps; declare at least one, or leave it out.");

    [Fact]
    public void OrElse_OnAPath_IsAFault() => MustFail(
        Saga.For<Order>("faulty").SavePoint().Step<A>().OrElse<B>().Alternative(path => path.Step<C>()),
        "Step 'A' stands on a path from a save-point and has an alternative of its own; move the two into a sub-saga, or give the path another one with .Alternative(…).");

    [Fact]
    public void Pivot_OnAPath_IsAFault() => MustFail(
        Saga.For<Order>("faulty").Pivot<A>().OrElse<B>(),
        "Pivot 'A' stands on a path from a save-point, which must be undone before an alternative begins; declare it after all paths, or make it a compensable step.");

    [Fact]
    public void Step_ThatWaitsForTheMiddleOfAPath_IsAFault() => MustFail(
        Saga.For<Order>("faulty").SavePoint().Step<A>().Step<B>().Alternative(path => path.Step<C>()).Step<D>().After<A>(),
        "Step 'D' waits for 'A' in the middle of a path from a save-point; let it wait for the end, after which comes what comes after every path: 'B', 'C'.");

    [Fact]
    public void Step_ThatWaitsForAnotherPath_IsAFault() => MustFail(
        Saga.For<Order>("faulty").SavePoint().Step<A>().Alternative(path => path.Step<B>().After<A>()),
        "Step 'B' waits for 'A', which stands on another path from the same save-point: only one of them is taken.");

    [Fact]
    public void Step_OnAPathThatDoesNotWaitForItsSavePoint_IsAFault() => MustFail(
        Saga.For<Order>("faulty").Step<A>().SavePoint().Step<B>().Step<C>().AtOnce().Alternative(path => path.Step<D>()),
        "Step 'C' may run before or beside 'A', after which the save-point of its path stands. Add `.After<A>()` to 'C'.");

    private static void MustFail(StepBuilder<Order> saga, string fault) => MustFail(saga.Within(TimeSpan.FromDays(1)), fault);

    private static void MustFail(SagaBuilder<Order> saga, string fault) =>
        Assert.Contains(fault, Assert.Throws<SagaDefinitionException>(() => saga.Build()).Faults);
}
