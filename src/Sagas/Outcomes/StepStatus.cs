namespace DurableSagas.Sagas.Outcomes;

/// <summary>Where a step stands; <see cref="Failed"/> means that its result is unknown, so it may have happened.</summary>
public enum StepStatus
{
    Pending,
    Running,
    Succeeded,
    Refused,
    Failed,
    Compensating,
    Compensated,
    Skipped,
    Stuck,
}
