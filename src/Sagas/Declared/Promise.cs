using System.Text.Json;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Declared;

/// <summary>The answer to a try or prepare promises that confirm or commit will work: what those will need must be in it.</summary>
/// <remarks>After the decision it would be too late: the transaction would be stuck with no way to mend it.</remarks>
internal static class Promise
{
    private const int MaxSegment = 256;

    /// <summary>The answer, once it is known to be one.</summary>
    /// <exception cref="StepRefusedException">It is a vote to abort.</exception>
    /// <exception cref="StepUnavailableException">It is no vote, or lacks what is needed: what was done is then unknown.</exception>
    public static JsonElement Of(ParticipantCall call, JsonElement answer)
    {
        var vote = call.Operation == ParticipantOperation.Prepare ? VoteOf(call, answer) : Vote.Commit;
        if (call.Promised?.FirstOrDefault(promised => !(vote == Vote.ReadOnly && promised.IsOwn) && !IsKept(promised, answer)) is { } missing)
        {
            throw new StepUnavailableException($"Participant '{call.Participant}' answered {call.Operation} without '{missing.Path}'{(missing.IsInPath ? " that a path can take" : string.Empty)}, to which a later call refers.", null);
        }

        return answer;
    }

    private static Vote VoteOf(ParticipantCall call, JsonElement answer) => BallotOf(answer) switch
    {
        null => throw new StepUnavailableException($"Participant '{call.Participant}' answered Prepare without a vote; expected {{\"vote\":\"Commit\"}}, Abort or ReadOnly.", null),
        { Vote: Vote.Abort } against => throw new StepRefusedException($"Participant '{call.Participant}' voted to abort{(against.Reason is { Length: > 0 } reason ? $": {reason}" : ".")}"),
        var ballot => ballot.Vote,
    };

    internal static Ballot? BallotOf(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<Ballot>(SagaJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsKept(PromisedResult promised, JsonElement answer) =>
        new ResultReference(string.Empty, promised.Path).In(answer) is { } value && (!promised.IsInPath || IsSegment(value));

    private static bool IsSegment(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 and <= MaxSegment } text && text is not ("." or "..") && text.IndexOfAny(['/', '\\', '%']) < 0,
        var kind => kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
    };
}
