namespace DurableSagas.Sagas.Outcomes;

/// <summary>Where a saga stands, as its view tells it.</summary>
public enum SagaStatus
{
    Pending,
    Running,
    Compensating,
    Completed,
    Compensated,

    /// <summary>What must work has failed its last attempt: a rewind makes that attempt again.</summary>
    Stuck,

    /// <summary>An exception of the orchestrator's own code ended the run: there is no failed attempt that a rewind would make again.</summary>
    Failed,
    Terminated,
}
