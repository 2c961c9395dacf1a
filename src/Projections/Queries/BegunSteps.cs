using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Projections.Queries;

/// <summary>The steps of a saga that runs, with those that have begun and have not told it yet.</summary>
internal sealed class BegunSteps(SagaView view, SagaDefinition definition, IReadOnlyList<StepView> told)
{
    private readonly Dictionary<string, StepView> _byName =
        told.Zip(definition.Steps).ToDictionary(entry => entry.Second.Name, entry => entry.First, StringComparer.Ordinal);

    private readonly IReadOnlyList<int?> _locksAfter =
        view.Request is { } request ? LockOrder.Of(definition, definition.LocksIn(request.GetRawText())) : new int?[definition.Steps.Count];

    private readonly bool _turnsBack = told.Any(step => step.Status is StepStatus.Refused or StepStatus.Failed or StepStatus.Stuck);

    public IReadOnlyList<StepView> Steps => [.. told.Select((step, ordinal) => HasBegun(step, ordinal) ? Begun(step, definition.Steps[ordinal]) : step)];

    private bool HasBegun(StepView step, int ordinal) => step.Status == StepStatus.Pending
        && definition.Steps[ordinal] is { IsConditional: false } defined
        && (!_turnsBack || (defined.After.Count == 0 && _locksAfter[ordinal] is null))
        && defined.After.All(name => HasEndedWell(_byName[name]))
        && (_locksAfter[ordinal] is not { } first || HasEndedWell(told[first]))
        && !IsTellingAReadOnlyVoter(defined, ordinal);

    private StepView Begun(StepView step, StepDefinition defined) => step with
    {
        Status = StepStatus.Running,
        StartedAt = step.StartedAt ?? defined.After.Max(name => _byName[name].FinishedAt),
    };

    // Who voted read-only is told nothing more. Those who voted stand in the order of those who are told.
    private bool IsTellingAReadOnlyVoter(StepDefinition defined, int ordinal) => definition.Protocol == Protocol.TwoPhaseCommit
        && defined.Kind == StepKind.Retriable
        && told[ordinal - definition.Steps.Index().First(step => step.Item.Kind == StepKind.Retriable).Index].Kept is [.., { IsReadOnly: true }];

    private static bool HasEndedWell(StepView step) => step.Status is StepStatus.Succeeded or StepStatus.Skipped;
}
