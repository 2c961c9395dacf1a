namespace DurableSagas.SagaFunctions.Notices.Dead;

/// <summary>A notice that was given up.</summary>
/// <param name="Saga">The id of the saga whose outbox has it.</param>
/// <param name="Type">Of its event.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Reason">What the last attempt failed with.</param>
internal sealed record DeadNotice(string Id, string Saga, string Receiver, string Type, DateTimeOffset At, string? Reason)
{
    internal required string Key { get; init; }
}
