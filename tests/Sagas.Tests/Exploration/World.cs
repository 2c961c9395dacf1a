using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What the participant saw of a saga, and whether that agrees with what the saga says of itself.</summary>
internal sealed class World(SagaDefinition saga, IReadOnlyList<string> done)
{
    /// <summary>The steps whose work was done at least once.</summary>
    private HashSet<string> Worked => [.. done.Where(activity => saga.Steps.Any(step => step.Name == activity))];

    public void MustBeCompleted()
    {
        Assert.Equal(saga.Steps.Select(step => step.Name).Order(StringComparer.Ordinal), Worked.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(done, activity => saga.Steps.Any(step => step.Compensation is not null && UndoOf(step) == activity));
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
        foreach (var (later, earlier) in saga.Steps.SelectMany(step => step.After.Select(before => (step.Name, before))))
        {
            var (first, second) = (undone.IndexOf(later), undone.IndexOf(earlier));
            Assert.True(first < 0 || second < 0 || first < second, $"{earlier} was undone before {later}: {string.Join(" ", undone)}");
        }
    }

    private static string UndoOf(StepDefinition step) => step.Activities.Last();

    private int LastOf(string activity) => Enumerable.Range(0, done.Count).LastOrDefault(index => done[index] == activity, -1);
}
