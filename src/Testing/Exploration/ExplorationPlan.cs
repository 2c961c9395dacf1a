using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Testing.Exploration;

/// <summary>How the cases of an exploration are run and judged.</summary>
/// <param name="OpenAsync">A host of a case's own, which knows the definition.</param>
/// <param name="StartAsync">Starts the saga under an id.</param>
/// <param name="JudgeAsync">Throws when the case is not as it must be.</param>
internal sealed record ExplorationPlan(
    SagaDefinition Saga, Func<Task<SagaTestHost>> OpenAsync, Func<SagaTestHost, string, Task> StartAsync, Func<ExploredCase, Task> JudgeAsync)
{
    /// <summary>While the saga runs.</summary>
    public Func<SagaTestHost, Task> MeanwhileAsync { get; init; } = static _ => Task.CompletedTask;
}
