using System.Text.Json;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>An answer promises that what later refers to it can be called: each of those calls is built with it, and thrown away.</summary>
/// <remarks>After the decision it would be too late: the transaction would be stuck with no way to mend it.</remarks>
internal static class Promise
{
    private static readonly JsonSerializerOptions _unambiguous = new(SagaJson.Options) { AllowDuplicateProperties = false };

    /// <summary>The answer, once it is known to be one.</summary>
    /// <exception cref="StepRefusedException">It is a vote to abort.</exception>
    /// <exception cref="StepUnavailableException">It is no vote, or a later call could not be made with it: what was done is then unknown.</exception>
    public static JsonElement Of(ParticipantCall call, JsonElement answer)
    {
        var vote = call.Operation.IsVotedOn() ? VoteOf(call, answer) : Vote.Commit;
        foreach (var promised in (call.Promised ?? []).Where(promised => !(vote == Vote.ReadOnly && promised.IsOwn)))
        {
            var known = KnownTo(call, promised, answer);
            if (promised.MayBeWanted(known) && CallResolution.FaultOf(promised.Call, known) is { } fault)
            {
                throw new StepUnavailableException(
                    $"Participant '{call.Participant}' answered {call.Operation} in a way in which {promised.Operation} could not be called: {fault}",
                    null);
            }
        }

        return answer;
    }

    private static KnownResults KnownTo(ParticipantCall call, PromisedCall promised, JsonElement answer) => new(name => name == call.Name ? answer : null)
    {
        IsAwaited = name => name != call.Name,
        MayBeMissing = name => name == call.Name && (promised.Operation == ParticipantOperation.Compensation || promised.Operation.UndoesAnAsking()),
        Places = call.Known,
    };

    private static Vote VoteOf(ParticipantCall call, JsonElement answer) => BallotOf(answer) switch
    {
        null =>
            throw new StepUnavailableException(
                $"Participant '{call.Participant}' answered Prepare without a vote; expected {{\"vote\":\"Commit\"}}, Abort or ReadOnly.",
                null),
        { Vote: Vote.Abort } against =>
            throw new StepRefusedException(
                $"Participant '{call.Participant}' voted to abort{(against.Reason is { Length: > 0 } reason ? $": {reason}" : ".")}"),
        var ballot => ballot.Vote,
    };

    /// <summary>Null when it is no vote: of two members by one name, which case does not tell apart here, nobody knows which is meant.</summary>
    internal static Ballot? BallotOf(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<Ballot>(_unambiguous);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
