using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps.Recording;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>A saga as it stands in the task hub, above all while it, or a saga that it is part of, is stuck.</summary>
/// <param name="Id">The saga's, also of the run that undoes it.</param>
/// <param name="Steps">All of them, in the definition's order.</param>
public sealed record StuckSaga(string Id, SagaDefinition Definition, IReadOnlyList<StepTimeline> Steps)
{
    /// <summary>What it was asked for, as its view holds it; null when nobody knows.</summary>
    public string? Request { get; init; }

    /// <summary>Null when it is not stuck itself.</summary>
    public FailedCall? Failed { get; init; }

    /// <summary>True when its instance has failed: it is stuck, or a saga below it is.</summary>
    public bool HasFailed { get; init; }

    /// <summary>True when this is how the run stands that undoes it.</summary>
    public bool IsUndone { get; init; }

    /// <summary>True when it has turned back, whatever its steps say: it was cancelled, or ran out of time.</summary>
    public bool HasTurnedBack { get; init; }

    /// <summary>True when its own run undoes it, as a whole: not only a path that was left for another.</summary>
    public bool IsUndoing { get; init; }

    /// <summary>True when it may turn back, since its time is over by now.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>By step, the sagas that its steps are, as far as they have begun and are known.</summary>
    public IReadOnlyDictionary<string, StuckSaga> SubSagas { get; init; } = new Dictionary<string, StuckSaga>();
}
