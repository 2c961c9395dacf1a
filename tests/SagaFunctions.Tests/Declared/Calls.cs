using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Tests.Declared;

internal static class Calls
{
    /// <summary>A first attempt at the step 'take' of the saga 'saga-1'.</summary>
    public static StepCall<ParticipantCall> Of(string path, string participant = "bank") => new()
    {
        Saga = new SagaIdentity("saga-1", "transfer", Protocol.Saga, 0),
        Step = "take",
        Operation = StepOperation.Action,
        Activity = "take",
        Attempt = 1,
        IdempotencyKey = "saga-1/take",
        Deadline = DateTimeOffset.MaxValue,
        Request = new ParticipantCall(participant, "take", ParticipantOperation.Action, "POST", path, ForeignJson.Parse("""{"amount":10.00}""")),
    };
}
