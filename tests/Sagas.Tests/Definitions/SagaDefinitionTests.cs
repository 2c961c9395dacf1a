using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class SagaDefinitionTests
{
    [Fact]
    public void Build_ManyFaults_NamesThemAllAtOnce()
    {
        var saga = Saga.For<Order>("Not A Name", version: 0)
            .Within(TimeSpan.FromDays(31))
            .Retriable<A>().CompensateWith<UndoA>()
            .Step<B>().CompensateWith<B>()
            .Step<B>().Attempts(new AttemptPolicy { MaxAttempts = 0 })
            .Pivot<C>().After<F>()
            .Pivot<D>()
            .Step<string>();

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(
            """
            Saga 'Not A Name' has 14 fault(s) in its definition:
            - 'String' is no activity function: expected a public method with [Function(nameof(String))] and an [ActivityTrigger] parameter, found none.
            - The name is 'Not A Name'; it must be lower-case words of letters and digits joined by hyphens, 64 characters at most.
            - The version is 0; versions count from 1.
            - The deadline is 31.00:00:00; it must be positive and 30 days at most.
            - Step 'B' is declared 2 times.
            - There are 2 pivots; there can be only one point of no return.
            - Retriable step 'A' has a compensation, but nothing is undone after the pivot.
            - Step 'B' is its own compensation.
            - Step 'B': MaxAttempts is 0; it must be 1 to 1000.
            - Step 'C' waits for 'F', which is no step of this saga.
            - Retriable step 'A' may run before or beside the pivot 'C'; it must come after it. Add `.After<C>()` to 'A'.
            - Compensable step 'B' may run after or beside retriable step 'A'; it must come before it.
            - Compensable step 'B' may run after or beside retriable step 'A'; it must come before it.
            - Compensable step 'String' may run after or beside retriable step 'A'; it must come before it. Add `.After<String>()` to 'A'.
            """.ReplaceLineEndings("\n"),
            fault.Message);
    }

    [Theory]
    [InlineData("Cancel")]
    [InlineData("cancel")]
    public void Build_ApprovalNamedAsTheEventThatCancels_IsRefused(string name)
    {
        var saga = Saga.For<Order>("named").Step<A>().CompensateWith<UndoA>().Approval(name, TimeSpan.FromDays(1));

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal([$"Approval '{name}' has the name of the event that cancels a saga; it needs another one."], fault.Faults);
    }

    [Fact]
    public void Build_ActivityOfTwoOperations_IsRefused()
    {
        var saga = Saga.For<Order>("shared").Step<A>().CompensateWith<UndoA>().Step<B>().CompensateWith<UndoA>();

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(["Activity 'UndoA' is used 2 times; its name is part of the idempotency key, so each operation needs one of its own."], fault.Faults);
    }

    [Fact]
    public void Build_Cycle_NamesItsSteps()
    {
        var saga = Saga.For<Order>("round").Step<A>().After<C>().Step<B>().Step<C>();

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Contains("Steps wait for each other in a cycle: A → C → B → A.", fault.Faults);
    }

    [Fact]
    public void Build_MoreHistoryThanIsComfortable_IsRefused()
    {
        var endless = new AttemptPolicy { MaxAttempts = 1000 };
        var saga = Saga.For<Order>("long").Step<A>().Attempts(endless).Step<B>().Attempts(endless).Step<C>().Attempts(endless);

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(["At worst the saga makes 24000 history events; past 20000 Durable Functions replays slowly. Lower MaxAttempts, or move steps into sub-sagas."], fault.Faults);
    }

    [Fact]
    public void Build_SubSagaWithAPivot_IsRefused()
    {
        var saga = Saga.For<Order>("outer").SubSaga(Shapes.Line, (order, _) => order);

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(["Sub-saga 'line' cannot be undone: its step 'C' is a Pivot step, and only compensable ones may stand in a sub-saga."], fault.Faults);
    }

    [Fact]
    public void Build_SubSagaNamedAsTheRunsThatUndo_IsRefused()
    {
        var fault = Assert.Throws<SagaDefinitionException>(Saga.For<Order>("outer").SubSaga(Shapes.Child, (order, _) => order, "undo").Build);

        Assert.Equal(["Sub-saga 'child' is named 'undo', by which the runs that undo sub-sagas are called; it needs another name."], fault.Faults);
    }

    [Fact]
    public void Build_SubSagaOfCompensableSteps_IsAStepUndoneAsAWhole()
    {
        var step = Saga.For<Order>("outer").SubSaga(Shapes.Child, (order, _) => order).Build().Steps[0];

        Assert.Equal(("child", StepKind.Compensable, new StepWork.SubSaga(Shapes.Child)), (step.Name, step.Kind, step.Action));
        Assert.Same(step.Action, step.Compensation);
    }

    [Fact]
    public void Build_CompensationWithoutAttempts_IsRefused()
    {
        var fault = Assert.Throws<SagaDefinitionException>(Saga.For<Order>("never").Step<A>().CompensateWith<UndoA>(new AttemptPolicy { MaxAttempts = 0 }).Build);

        Assert.Equal(["Compensation of 'A': MaxAttempts is 0; it must be 1 to 1000."], fault.Faults);
    }

    [Fact]
    public void Build_WithoutAfter_EachStepWaitsForTheOneBefore()
    {
        Assert.Equal([[], ["A"], ["B"], ["C"]], Shapes.Line.Steps.Select(step => step.After));
        Assert.Equal([[], ["A"], ["A"], ["B", "C"]], Shapes.Diamond.Steps.Select(step => step.After));
    }

    [Fact]
    public void Definition_OfADiamond_KnowsWhatComesBeforeAndAfterEachStep()
    {
        var definition = Shapes.Diamond;

        Assert.Equal([[], [0], [0], [1, 2]], definition.Predecessors);
        Assert.Equal([[1, 2], [3], [3], []], definition.Successors);
        Assert.Equal([3, 2, 1, 0], definition.LastToFirst);
        Assert.Equal((typeof(Order), new SagaIdentity("order-1", "diamond", Protocol.Saga, 1)), (definition.RequestType, definition.IdentityOf("order-1")));
    }

    [Fact]
    public void Definition_DeclaredInAnotherOrderThanItRuns_PutsEachStepAfterAllThatItWaitsFor()
    {
        var definition = Saga.For<Order>("mixed").Step<A>().After<B>().After<C>().After<B>().Step<B>().After<C>().Step<C>().AtOnce().Build();

        Assert.Equal([0, 1, 2], definition.LastToFirst);
    }

    [Fact]
    public void Definition_WhosePivotOrALaterStepHasWorked_IsPastItsPivot()
    {
        var running = new[] { StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Running, StepStatus.Pending };
        var decided = new[] { StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Pending };

        Assert.False(Shapes.Line.IsPastPivot(ordinal => running[ordinal]));
        Assert.True(Shapes.Line.IsPastPivot(ordinal => decided[ordinal]));
    }

    [Fact]
    public void Build_StepThatWaitsForItselfOrForOneThatIsNone_NamesBoth()
    {
        var saga = Saga.For<Order>("knot").Step<A>().After<A>().After<F>().Step<B>().After<A>();

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(["Steps wait for each other in a cycle: A → A.", "Step 'A' waits for 'F', which is no step of this saga."], fault.Faults);
    }

    [Fact]
    public void Build_CycleBehindOtherSteps_NamesOnlyThoseInIt()
    {
        var saga = Saga.For<Order>("knot").Step<A>().After<B>().Step<B>().After<C>().Step<C>();

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(["Steps wait for each other in a cycle: B → C → B."], fault.Faults);
    }

    [Fact]
    public void Build_StepWithNothingSaid_HasThePoliciesOfItsKind()
    {
        var saga = Saga.For<Order>("standard").Step<A>().CompensateWith<UndoA>().Pivot<B>().Retriable<C>().Build();

        Assert.Equal([AttemptPolicy.Forward, AttemptPolicy.Forward, AttemptPolicy.Patient], saga.Steps.Select(step => step.Attempts));
        Assert.Equal([AttemptPolicy.Patient, AttemptPolicy.Patient, AttemptPolicy.Patient], saga.Steps.Select(step => step.CompensationAttempts));
        Assert.Equal([false, true, true], saga.Steps.Select(step => step.MustWork));
        Assert.Equal([["A", "UndoA"], ["B"], ["C"]], saga.Steps.Select(step => step.Activities));
    }

    [Fact]
    public void Build_StepWithEverythingSaid_IsAsItWasSaid()
    {
        var (forward, backward) = (new AttemptPolicy { MaxAttempts = 7 }, new AttemptPolicy { MaxAttempts = 8 });

        var step = Saga.For<Order>("said").Approval("Approve", TimeSpan.FromDays(1)).Approval("Sign", TimeSpan.FromDays(1)).Step<B>().After("Approve").After("Sign").Attempts(forward).CompensateByEvent("undo-b", attempts: backward).Build().Steps[2];

        Assert.Equal((forward, backward), (step.Attempts, step.CompensationAttempts));
        Assert.Equal(["Approve", "Sign"], step.After);
        Assert.Equal(["B", "B/compensation"], step.Activities);
    }

    [Fact]
    public void Build_FunctionThatHasAnotherNameThanItsType_IsRefusedWithTheNameFound()
    {
        var fault = Assert.Throws<SagaDefinitionException>(Saga.For<Order>("misnamed").Step<Misnamed>().Build);

        Assert.Equal(["'Misnamed' is no activity function: expected a public method with [Function(nameof(Misnamed))] and an [ActivityTrigger] parameter, found the name 'Other'."], fault.Faults);
    }

    [Fact]
    public void Build_ActivityOfAnotherRequestOrWithoutAStepResult_NamesBothTypes()
    {
        var fault = Assert.Throws<SagaDefinitionException>(Saga.For<Order>("mistyped").Step<Strange>().CompensateWith<Plain>().Build);

        Assert.Equal(
            [
                "Activity 'Strange' takes StepCall<Mark>, but a saga of Order calls it with StepCall<Order>.",
                "Activity 'Plain' returns Task<Mark>; expected Task<StepResult<T>>, as StepRunner.RunAsync gives it.",
            ],
            fault.Faults);
    }

    [Fact]
    public void Build_WhatIsSaidTwiceOrToAStepThatHasNoUseForIt_IsRefused()
    {
        var saga = Saga.For<Order>("twice").Within(TimeSpan.FromHours(1))
            .Step<A>().CompensateWith<UndoA>().CompensateByEvent("undo-a").When((_, _) => true).When((_, _) => true)
            .Approval("Approve", TimeSpan.FromHours(2)).Attempts(AttemptPolicy.Patient)
            .SubSaga(Shapes.Child, (order, _) => order, "Second Child").CompensateWith<UndoB>().Attempts(AttemptPolicy.Patient);

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(
            [
                "Step 'A' has two compensations; one undoes it whole.",
                "Step 'A' has two conditions; join them in one.",
                "Step 'Approve' is an approval, which is asked once: leave out its Attempts.",
                "Sub-saga 'child' is named 'Second Child'; its name must be lower-case words of letters and digits joined by hyphens.",
                "Sub-saga 'Second Child' is undone by its own steps; it takes no compensation beside them.",
                "Step 'Second Child' is a sub-saga, which is asked once: leave out its Attempts.",
                "Approval 'Approve' waits 02:00:00, but the saga has 01:00:00 to pass its pivot; let it wait less, or give the saga more time.",
            ],
            fault.Faults);
    }

    [Fact]
    public void Build_StepThatIsLeftBesideThePivot_SaysWhatToAdd()
    {
        var byDefault = Saga.For<Order>("beside").Step<A>().CompensateWith<UndoA>().Approval("Approve", TimeSpan.FromDays(1)).AtOnce().Pivot<C>().Retriable<D>().After<A>();
        var explicitly = Saga.For<Order>("beside").Step<A>().CompensateWith<UndoA>().Approval("Approve", TimeSpan.FromDays(1)).AtOnce().Pivot<C>().After<A>();

        Assert.Equal(
            [
                "Compensable step 'A' may run after or beside the pivot 'C'; it must come before it. Add `.After(\"Approve\").After<A>()` to 'C'.",
                "Compensable step 'Approve' may run after or beside retriable step 'D'; it must come before it. Add `.After(\"Approve\")` to 'D'.",
                "Retriable step 'D' may run before or beside the pivot 'C'; it must come after it. Add `.After<C>()` to 'D'.",
            ],
            Assert.Throws<SagaDefinitionException>(byDefault.Build).Faults);
        Assert.Equal(
            ["Compensable step 'Approve' may run after or beside the pivot 'C'; it must come before it. Add `.After(\"Approve\")` to 'C'."],
            Assert.Throws<SagaDefinitionException>(explicitly.Build).Faults);
    }

    private sealed class Strange
    {
        [Function(nameof(Strange))]
        public static Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Mark> call) => throw new InvalidOperationException(call.Step);
    }

    private sealed class Plain
    {
        [Function(nameof(Plain))]
        public static Task<Mark> RunAsync([ActivityTrigger] StepCall<Order> call) => throw new InvalidOperationException(call.Step);
    }

    private sealed class Misnamed
    {
        [Function("Other")]
        public static void Run([ActivityTrigger] Order order) => ArgumentNullException.ThrowIfNull(order);
    }
}
