using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Whose turn it is on the way forward: decided by the steps' timelines alone, for the run and for whoever tells of it before or beside it.</summary>
/// <param name="stepOf">The step with this ordinal: its status, its attempts and what was done by hand are looked at.</param>
/// <param name="locksAfter">By ordinal, the step whose lock must be held before; none where nothing is locked any more.</param>
public sealed class ForwardOrder(SagaDefinition definition, Func<int, StepTimeline> stepOf, IReadOnlyList<int?>? locksAfter = null)
{
    private readonly BackwardOrder _backward = new(definition, stepOf);

    public bool IsReady(int ordinal) => stepOf(ordinal).Status == StepStatus.Pending
        && (definition.PathOf(ordinal) is not { } path || IsOpen(path))
        && definition.Predecessors[ordinal].All(before => LetsOn(before, ordinal))
        && (locksAfter?[ordinal] is not { } first || HasEndedWell(first));

    /// <summary>True when the step has not begun and never will: its path was left for the next, or an earlier one has ended well.</summary>
    public bool IsPassedBy(int ordinal) => stepOf(ordinal).Status == StepStatus.Pending
        && definition.PathOf(ordinal) is { } path
        && (IsLeftFor(path) || path.Earlier.Any(HasEndedWell));

    /// <summary>The place of the path on which every step has ended well; null while there is none.</summary>
    public int? TakenOf(Choice choice) => new ChoicePath(choice, 0).All.FirstOrDefault(HasEndedWell)?.Place;

    /// <summary>The steps whose compensation's turn it is although the saga goes forward: their path is left for the next one.</summary>
    internal IEnumerable<int> ToUndo() => definition.Choices.Count == 0
        ? []
        : _backward.Ready().Where(ordinal => definition.PathOf(ordinal) is { } path && IsLeftFor(path) && HasCalmedDown(path));

    /// <summary>The paths that were left for the next one, and of which nothing is left to undo.</summary>
    internal IEnumerable<ChoicePath> Left() => definition.Paths.Where(HasBeenLeft);

    /// <summary>True when the step stands on a path that is left for the next one.</summary>
    public bool IsLeft(int ordinal) => definition.PathOf(ordinal) is { } path && IsLeftFor(path);

    private bool IsOpen(ChoicePath path) => !IsGivenUp(path) && path.Earlier.All(HasBeenLeft);

    private bool HasBeenLeft(ChoicePath path) => IsLeftFor(path) && HasCalmedDown(path) && !path.Steps.Any(_backward.IsLeftToUndo);

    private bool IsLeftFor(ChoicePath path) => !path.IsLast && IsGivenUp(path);

    // It stays so when it is undone.
    private bool IsGivenUp(ChoicePath path) => path.Steps.Any(ordinal => stepOf(ordinal).Status
        is StepStatus.Refused or StepStatus.Failed or StepStatus.Compensating or StepStatus.Compensated or StepStatus.Stuck);

    private bool HasCalmedDown(ChoicePath path) => !path.Steps.Any(ordinal => stepOf(ordinal).Status == StepStatus.Running);

    // From outside, a choice is one thing: whichever path has ended well lets on what waits for any.
    private bool LetsOn(int before, int ordinal) => definition.PathOf(before) is { } path && path.Choice != definition.PathOf(ordinal)?.Choice
        ? path.All.Any(HasEndedWell)
        : HasEndedWell(before);

    private bool HasEndedWell(ChoicePath path) => path.Steps.All(HasEndedWell);

    private bool HasEndedWell(int ordinal) => stepOf(ordinal).Status is StepStatus.Succeeded or StepStatus.Skipped;
}
