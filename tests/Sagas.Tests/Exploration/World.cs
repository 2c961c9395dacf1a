using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What the participant saw of a saga, and whether that agrees with what the saga says of itself.</summary>
internal sealed class World(SagaDefinition saga, IReadOnlyList<string> done)
{
    /// <summary>The steps whose work was done at least once.</summary>
    private HashSet<string> Worked => [.. done.Where(activity => saga.Steps.Any(step => step.Name == activity))];

    /// <summary>One path from each save-point was taken whole; what was done on those before it was undone before it began.</summary>
    public void MustBeCompleted(SagaOutcome outcome)
    {
        var left = LeftPaths.SelectMany(path => path.Steps).ToHashSet();
        var kept = saga.Steps.Where((_, ordinal) => saga.PathOf(ordinal) is not { } path || (!left.Contains(ordinal) && path.Earlier.All(IsLeft) && IsTaken(path))).ToArray();
        Assert.Equal(saga.Steps.Count - saga.Choices.Sum(choice => choice.Paths.Sum(path => path.Count) - TakenOf(choice).Steps.Count), kept.Length);
        Assert.All(kept, step => Assert.Contains(step.Name, Worked));
        Assert.DoesNotContain(done, activity => kept.Any(step => step.Compensation is not null && UndoOf(step) == activity));
        Assert.All(left.Where(ordinal => Worked.Contains(saga.Steps[ordinal].Name)), ordinal => MustBeUndoneBefore(saga.PathOf(ordinal)!, saga.Steps[ordinal], outcome));
        Assert.All(outcome.Undone, step => Assert.Contains(saga.Steps.Index().Single(known => known.Item.Name == step).Index, left));
        MustFollowTheDecision();
    }

    /// <summary>Whatever was done is undone, after it was done, and a step only after every step that came after it.</summary>
    public void MustBeUndone(SagaOutcome outcome)
    {
        foreach (var step in saga.Steps.Where(step => step.Compensation is not null && Worked.Contains(step.Name)))
        {
            Assert.Contains(step.Name, outcome.Undone);
            Assert.True(LastOf(UndoOf(step)) > LastOf(step.Name), $"{step.Name} was done after it was undone: {string.Join(" ", done)}");
        }

        MustBeInReverseOrder(outcome.Undone);
        MustFollowTheDecision();
        Assert.DoesNotContain(saga.Steps, step => step.Kind == StepKind.Retriable && Worked.Contains(step.Name));
        Assert.All(outcome.Undone, step => Assert.Contains(UndoOf(saga.Steps.Single(known => known.Name == step)), done));
    }

    /// <summary>Nothing is said to be undone that was not.</summary>
    public void MustTellTheTruth(SagaTimeline view)
    {
        Assert.Equal(SagaStatus.Stuck, view.Status);
        Assert.Single(view.Steps, step => step.Status == StepStatus.Stuck);
        foreach (var step in view.Steps.Where(step => step.Status == StepStatus.Compensated))
        {
            Assert.Contains(UndoOf(saga.Steps[step.Ordinal]), done);
        }
    }

    /// <summary>A decision is durable before anyone is told, and there is one.</summary>
    private void MustFollowTheDecision()
    {
        if (saga.Protocol != Protocol.TwoPhaseCommit)
        {
            return;
        }

        var (commit, abort) = (done.IndexOf(DecisionRecorder.RecordDecision), done.IndexOf($"{DecisionRecorder.RecordDecision}/abort"));
        Assert.True(commit < 0 != abort < 0, $"One decision was expected: {string.Join(" ", done)}");
        var told = done.Select((activity, index) => (activity, index)).Where(entry => IsToldOfDecision(entry.activity)).Select(entry => entry.index).DefaultIfEmpty(int.MaxValue).Min();
        Assert.True(Math.Max(commit, abort) < told, $"Somebody was told before the decision was durable: {string.Join(" ", done)}");
    }

    private bool IsToldOfDecision(string activity) => saga.Steps.Any(step =>
        (step.Kind == StepKind.Retriable && step.Name == activity) || (step.Kind == StepKind.Compensable && step.Activities.Last() == activity));

    private void MustBeInReverseOrder(IReadOnlyList<string> undone)
    {
        // What was left was undone before anything after the choice began.
        var left = LeftPaths.SelectMany(path => path.Steps).Select(ordinal => saga.Steps[ordinal].Name).ToHashSet();
        foreach (var (later, earlier) in saga.Steps.SelectMany(step => step.After.Select(before => (step.Name, before))).Where(pair => !left.Contains(pair.before) || left.Contains(pair.Name)))
        {
            var (first, second) = (undone.IndexOf(later), undone.IndexOf(earlier));
            Assert.True(first < 0 || second < 0 || first < second, $"{earlier} was undone before {later}: {string.Join(" ", undone)}");
        }
    }

    private IEnumerable<ChoicePath> LeftPaths => saga.Paths.Where(IsLeft);

    // Nothing of the next one begins before.
    private bool IsLeft(ChoicePath path) => path.All.Skip(path.Place + 1).Any(later => later.Steps.Any(ordinal => Worked.Contains(saga.Steps[ordinal].Name)));

    private bool IsTaken(ChoicePath path) => path.Steps.All(ordinal => Worked.Contains(saga.Steps[ordinal].Name));

    private ChoicePath TakenOf(Choice choice) => Assert.Single(new ChoicePath(choice, 0).All, path => IsTaken(path) && !IsLeft(path));

    private void MustBeUndoneBefore(ChoicePath path, StepDefinition step, SagaOutcome outcome)
    {
        Assert.Contains(step.Name, outcome.Undone);
        var next = path.All.Skip(path.Place + 1).SelectMany(later => later.Steps).Select(ordinal => done.IndexOf(saga.Steps[ordinal].Name)).Where(at => at >= 0).Min();
        Assert.True(LastOf(step.Name) < LastOf(UndoOf(step)) && LastOf(UndoOf(step)) < next, $"{step.Name} was not undone before the next path began: {string.Join(" ", done)}");
    }

    private static string UndoOf(StepDefinition step) => step.Activities.Last();

    private int LastOf(string activity) => Enumerable.Range(0, done.Count).LastOrDefault(index => done[index] == activity, -1);
}
