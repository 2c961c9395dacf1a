using DurableSagas.Projections.Queries;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Projections.Tests.Queries;

public sealed class ShownStepsTests
{
    private static readonly DateTimeOffset _noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SagaDefinition _child = Saga.For<Asked>("child").Step<Work>().CompensateWith<Undo>().Build();

    private static readonly SagaDefinition<Asked> _saga = Saga.For<Asked>("shown")
        .Approval("first", TimeSpan.FromDays(1))
        .SubSaga((SagaDefinition<Asked>)_child, (asked, _) => asked)
        .Step<Work>().CompensateWith<Undo>().Attempts(new AttemptPolicy { MaxAttempts = 4 })
        .Step<Other>().After("first").When((_, _) => true).CompensateByEvent("undo-other")
        .Build();

    [Fact]
    public void Step_WhosePredecessorsHaveEndedWell_IsShownAsRunningSinceThen()
    {
        var shown = Shown(SagaStatus.Running, StepStatus.Succeeded, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending);

        Assert.Equal([StepStatus.Succeeded, StepStatus.Running, StepStatus.Pending, StepStatus.Pending], shown.Steps.Select(step => step.Status));
        Assert.Equal(_noon, shown.Steps[1].StartedAt);
    }

    [Theory]
    [InlineData(SagaStatus.Pending, StepStatus.Pending, StepStatus.Pending)]
    [InlineData(SagaStatus.Running, StepStatus.Pending, StepStatus.Running)]
    [InlineData(SagaStatus.Compensating, StepStatus.Pending, StepStatus.Pending)]
    [InlineData(SagaStatus.Stuck, StepStatus.Pending, StepStatus.Pending)]
    [InlineData(SagaStatus.Terminated, StepStatus.Pending, StepStatus.Pending)]
    [InlineData(SagaStatus.Completed, StepStatus.Skipped, StepStatus.Skipped)]
    public void Step_ThatWaitsForNone_IsShownAsRunningOnlyWhileItsSagaRuns(SagaStatus saga, StepStatus told, StepStatus expected)
    {
        Assert.Equal(expected, Shown(saga, told, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending).Steps[0].Status);
    }

    [Theory]
    [InlineData(StepStatus.Refused)]
    [InlineData(StepStatus.Failed)]
    public void Step_BesideOneThatTurnsTheSagaBack_IsNotSaidToHaveBegun(StepStatus other)
    {
        Assert.Equal(StepStatus.Pending, Shown(SagaStatus.Running, StepStatus.Succeeded, StepStatus.Pending, StepStatus.Pending, other).Steps[1].Status);
    }

    [Fact]
    public void Step_ThatWasTold_IsShownAsItWasTold()
    {
        Assert.Equal(StepStatus.Running, Shown(SagaStatus.Running, StepStatus.Running, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending).Steps[0].Status);
        Assert.Equal(StepStatus.Pending, Shown(SagaStatus.Running, StepStatus.Running, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending).Steps[1].Status);
    }

    [Theory]
    [InlineData(StepStatus.Pending, null)]
    [InlineData(StepStatus.Skipped, null)]
    [InlineData(StepStatus.Running, "s-1:child")]
    [InlineData(StepStatus.Compensated, "s-1:child")]
    public void Step_ThatIsASagaAndHasBegun_SaysWhich(StepStatus status, string? id)
    {
        var shown = Shown(SagaStatus.Stuck, StepStatus.Succeeded, status, StepStatus.Pending, StepStatus.Pending);

        Assert.Equal([null, id, null, null], shown.Steps.Select(step => step.Saga));
    }

    [Fact]
    public void Attempts_OfHowMany_AreTheDefinitionsOfActivitiesAndEvents()
    {
        var shown = Shown(SagaStatus.Running, StepStatus.Succeeded, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending);

        Assert.Equal([null, null, 4, AttemptPolicy.Forward.MaxAttempts], shown.Steps.Select(step => step.MaxAttempts));
        Assert.Equal([null, null, AttemptPolicy.Patient.MaxAttempts, 2], shown.Steps.Select(step => step.MaxCompensationAttempts));
    }

    [Theory]
    [InlineData(SagaStatus.Running, true)]
    [InlineData(SagaStatus.Compensating, true)]
    [InlineData(SagaStatus.Stuck, true)]
    [InlineData(SagaStatus.Failed, false)]
    [InlineData(SagaStatus.Terminated, false)]
    public void Approval_OfASagaThatHasEndedFromOutside_IsNotWaitedFor(SagaStatus saga, bool waits)
    {
        var view = View(saga, StepStatus.Running);
        view = view with { Steps = [view.Steps[0] with { WaitsFor = "first", Until = _noon }] };

        Assert.Equal(waits ? ("first", _noon) : (null, null), (ShownSteps.Of(view, null).Steps[0].WaitsFor, ShownSteps.Of(view, null).Steps[0].Until));
    }

    [Fact]
    public void Steps_OfADefinitionThatIsGone_AreShownAsTheyWereTold()
    {
        var view = View(SagaStatus.Running, StepStatus.Succeeded, StepStatus.Pending);

        Assert.Equal(view.Steps, ShownSteps.Of(view, null).Steps);
        Assert.Equal(view.Steps, ShownSteps.Of(view, _saga).Steps);
    }

    private static SagaView Shown(SagaStatus saga, params StepStatus[] steps) => ShownSteps.Of(View(saga, steps), _saga);

    private static SagaView View(SagaStatus saga, params StepStatus[] steps) => new()
    {
        Id = "s-1",
        Name = "shown",
        Protocol = Protocol.Saga,
        Version = 1,
        Status = saga,
        CreatedAt = _noon,
        UpdatedAt = _noon,
        Sequence = 1,
        Steps = [.. steps.Select((status, ordinal) => new StepView($"s{ordinal}", status, 0, null, status == StepStatus.Pending ? null : _noon, null))],
        Consistency = Consistency.Eventual,
        AsOf = _noon,
    };

    public sealed record Asked;

    public sealed class Work
    {
        [Function(nameof(Work))]
        public static Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Asked> call) => throw new NotSupportedException(call.Step);
    }

    public sealed class Undo
    {
        [Function(nameof(Undo))]
        public static Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Asked> call) => throw new NotSupportedException(call.Step);
    }

    public sealed class Other
    {
        [Function(nameof(Other))]
        public static Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Asked> call) => throw new NotSupportedException(call.Step);
    }
}
