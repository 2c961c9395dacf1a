using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Tests.Declared;

internal static class Calls
{
    /// <summary>A first attempt at the step 'take' of the saga 'saga-1'.</summary>
    public static StepCall<ParticipantCall> Of(string path, string participant = "bank") => new()
    {
        InstanceId = "saga-1",
        Saga = "transfer",
        Protocol = Protocol.Saga,
        Version = 0,
        Step = "take",
        Operation = StepOperation.Action,
        Activity = "take",
        Attempt = 1,
        MaxAttempts = 3,
        IdempotencyKey = "saga-1/take",
        Timeout = TimeSpan.FromSeconds(5),
        Deadline = DateTimeOffset.MaxValue,
        Sequence = 1,
        SagaStatus = SagaStatus.Running,
        Timeline = new StepTimeline { Name = "take", Ordinal = 0 },
        Request = new ParticipantCall(participant, "take", ParticipantOperation.Action, "POST", path, ForeignJson.Parse("""{"amount":10.00}""")),
    };
}
