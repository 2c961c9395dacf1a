namespace DurableSagas.Sagas.Outcomes;

/// <summary>Where a saga stands, as its view tells it.</summary>
public enum SagaStatus
{
    Pending,
    Running,
    Compensating,
    Completed,
    Compensated,
    Stuck,
    Terminated,
}
