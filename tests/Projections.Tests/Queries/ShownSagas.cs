using DurableSagas.Projections.Queries;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Sagas.Views;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Projections.Tests.Queries;

/// <summary>Sagas of each protocol, and how their rows are shown.</summary>
internal static class ShownSagas
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SagaDefinition<Asked> Child = Saga.For<Asked>("child").Step<Work>().CompensateWith<Undo>().Build();

    /// <summary>An approval, a saga, a step undone by an activity, one undone by event.</summary>
    public static readonly SagaDefinition Plain = Saga.For<Asked>("plain")
        .Approval("manager", TimeSpan.FromDays(1))
        .SubSaga(Child, (asked, _) => asked)
        .Step<Work>().CompensateWith<Undo>()
        .Step<Other>().CompensateByEvent("undo-other")
        .Build();

    public static readonly SagaDefinition Branches = Tcc.For<Asked>("branches")
        .Within(TimeSpan.FromMinutes(5)).ReservedFor(TimeSpan.FromHours(1))
        .Branch<Work>().ConfirmWith<Other>().CancelWith<Undo>()
        .Build();

    public static readonly SagaDefinition Votes = TwoPhase.For<Asked>("votes")
        .PrepareWithin(TimeSpan.FromMinutes(5))
        .Participant<Work>().CommitWith<Other>().AbortWith<Undo>()
        .Build();

    public static SagaView Shown(this SagaDefinition saga, SagaStatus status, params StepView[] steps) => Shown(saga, View(saga, status, steps));

    public static SagaView Shown(this SagaDefinition? definition, SagaView view, TimeSpan after = default) => SagaFacts.Of(ShownSteps.Of(view, definition), definition, Noon + after);

    public static SagaView View(this SagaDefinition saga, SagaStatus status, params StepView[] steps) => new()
    {
        Id = "s-1",
        Name = saga.Name,
        Protocol = saga.Protocol,
        Version = 1,
        Status = status,
        CreatedAt = Noon.AddMinutes(-1),
        UpdatedAt = Noon,
        Sequence = 1,
        Steps = [.. saga.Steps.Select((step, ordinal) => (steps.ElementAtOrDefault(ordinal) ?? Step(StepStatus.Pending)) with { Name = step.Name })],
        Consistency = Consistency.Eventual,
        AsOf = Noon,
    };

    public static StepView Step(StepStatus status, params StepTry[] tries) => new(
        string.Empty, status, tries.Count(told => told.Operation == StepOperation.Action), status == StepStatus.Pending ? null : Noon, status == StepStatus.Pending ? null : Noon.AddSeconds(1), null)
    {
        CompensationAttempts = tries.Count(told => told.Operation == StepOperation.Compensation),
        Kept = tries,
    };

    public static StepTry Try(StepOperation operation, AttemptStatus result, int number = 1) => new(operation, number, Noon, Noon.AddSeconds(1), result);

    public sealed record Asked;

    public sealed class Work
    {
        [Function(nameof(Work))]
        public static Task<StepResult<Ballot>> RunAsync([ActivityTrigger] StepCall<Asked> call) => throw new NotSupportedException(call.Step);
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
