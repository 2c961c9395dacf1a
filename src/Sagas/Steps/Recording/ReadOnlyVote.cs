using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>Tells whether an attempt of a two-phase commit gave the vote of a participant that changes nothing.</summary>
internal static class ReadOnlyVote
{
    /// <param name="value">What the attempt gave, as its activity gave it or as history has it.</param>
    public static bool IsIn<TRequest, T>(StepCall<TRequest> call, T? value)
    {
        if (call is not { Saga.Protocol: Protocol.TwoPhaseCommit, Operation: StepOperation.Action })
        {
            return false;
        }

        try
        {
            // What is not the app's own JSON crosses the history as text.
            var given = JsonSerializer.SerializeToElement(value, SagaJson.History);
            return given.ValueKind switch
            {
                JsonValueKind.Object => given.Deserialize<Voted>(SagaJson.History)!.Vote == Vote.ReadOnly,
                JsonValueKind.String => JsonSerializer.Deserialize<Voted>(given.GetString()!, SagaJson.Options)?.Vote == Vote.ReadOnly,
                _ => false,
            };
        }
        catch (JsonException)
        {
            // A commit may give anything.
            return false;
        }
    }

    private sealed record Voted(Vote? Vote = null);
}
