namespace DurableSagas.Sagas.Outcomes;

/// <summary>What statuses have in common.</summary>
public static class SagaStatuses
{
    /// <summary>All of sagas that go on, or would if they were mended: a stuck one and one that has failed are among them.</summary>
    public static IReadOnlyList<SagaStatus> NotEnded { get; } = [.. Enum.GetValues<SagaStatus>().Where(status => !status.HasEnded())];

    /// <summary>It goes on by itself; one that is stuck or has failed does not.</summary>
    public static bool IsUnderWay(this SagaStatus status) => status is SagaStatus.Pending or SagaStatus.Running or SagaStatus.Compensating;

    /// <summary>Something is being done for it, or will be done again.</summary>
    public static bool IsUnderWay(this StepStatus status) => status is StepStatus.Running or StepStatus.Compensating;

    /// <summary>It will never go on, whatever is done.</summary>
    public static bool HasEnded(this SagaStatus status) => status is SagaStatus.Completed or SagaStatus.Compensated or SagaStatus.Terminated;
}
