using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>What a rewind of a stuck saga leads to, if what is repeated works, and all that follows it.</summary>
/// <param name="Calls">The repeated attempt first; more than one is repeated where several sagas below are stuck.</param>
public sealed record RewindPlan(IReadOnlyList<RewindCall> Calls, IReadOnlyList<UntouchedStep> Untouched)
{
    /// <param name="root">The saga that is rewound: the one on top.</param>
    public static RewindPlan Of(StuckSaga root)
    {
        var run = new PlannedRun(root, isCertain: true);
        run.Play();
        var touched = run.Calls.Select(call => (call.Saga, call.Step)).ToHashSet();
        return new RewindPlan(run.Calls, [.. EffectsIn(root).Where(step => !touched.Contains((step.Saga, step.Step)))]);
    }

    /// <summary>The sagas, among the one on top and those below it, that are stuck themselves: several where they run side by side.</summary>
    public static IReadOnlyList<StuckSaga> StuckIn(StuckSaga root) =>
        root.Failed is not null ? [root] : [.. root.SubSagas.Values.Where(saga => saga.HasFailed).SelectMany(StuckIn)];

    /// <summary>What stands of the saga's steps, and of those of the sagas below it.</summary>
    /// <remarks>A person's answer has no effect of its own, a decision is told by the transaction's end, and a saga's is that of its steps.</remarks>
    public static IEnumerable<UntouchedStep> EffectsIn(StuckSaga saga) => saga.Steps.Zip(saga.Definition.Steps).SelectMany(entry => entry.Second switch
    {
        { Action: StepWork.SubSaga } when saga.SubSagas.TryGetValue(entry.Second.Name, out var below) => EffectsIn(below),
        { HasNoEffect: true } => [],
        var step => [new UntouchedStep(saga.Id, step.Name, entry.First.Effect)],
    });
}
