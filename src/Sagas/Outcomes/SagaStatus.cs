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

    /// <summary>The orchestrator's own code threw, or a sub-saga was ended by force: there is no failed attempt that a rewind would make again.</summary>
    Failed,
    Terminated,
}
