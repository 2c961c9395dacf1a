using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Projections.Queries;

/// <summary>The steps of a saga that runs, with those that have begun and have not told it yet.</summary>
internal sealed class BegunSteps(SagaView view, SagaDefinition definition, IReadOnlyList<StepView> told)
{
    private readonly IReadOnlyList<int?> _locksAfter =
        view.Request is { } request ? LockOrder.Of(definition, definition.LocksIn(request.GetRawText())) : new int?[definition.Steps.Count];

    public IReadOnlyList<StepView> Steps
    {
        get
        {
            var order = RunOrder.Of(definition, told, _locksAfter);
            var turnsBack = told.Index()
                .Any(step => step.Item.Status is StepStatus.Refused or StepStatus.Failed or StepStatus.Stuck && !order.IsLeft(step.Index));
            return
            [
                .. told.Select((step, ordinal) =>
                    order.IsReady(ordinal) && HasBegun(definition.Steps[ordinal], ordinal, turnsBack) ? Begun(step, ordinal) : step),
            ];
        }
    }

    private bool HasBegun(StepDefinition defined, int ordinal, bool turnsBack) => !defined.IsConditional
        && !definition.IsOnAlternative(ordinal)
        && (!turnsBack || (defined.After.Count == 0 && _locksAfter[ordinal] is null))
        && !IsTellingAReadOnlyVoter(defined, ordinal);

    private StepView Begun(StepView step, int ordinal) => step with
    {
        Status = StepStatus.Running,
        StartedAt = step.StartedAt ?? told.Where((_, other) => IsBefore(other, ordinal)).Max(before => before.FinishedAt),
    };

    private bool IsBefore(int other, int ordinal) => definition.Steps[ordinal].After.Contains(definition.Steps[other].Name);

    // Who voted read-only is told nothing more. Those who voted stand in the order of those who are told.
    private bool IsTellingAReadOnlyVoter(StepDefinition defined, int ordinal) => definition.Protocol == Protocol.TwoPhaseCommit
        && defined.Kind == StepKind.Retriable
        && told[ordinal - definition.Steps.Index().First(step => step.Item.Kind == StepKind.Retriable).Index].Kept is [.., { IsReadOnly: true }];
}
