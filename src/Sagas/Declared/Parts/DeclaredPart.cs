namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>What every protocol's document has in common: a step, a branch, or a participant that votes.</summary>
/// <param name="Place">Its JSON pointer.</param>
/// <param name="Participant">Null when none is called.</param>
/// <param name="Calls">By member.</param>
/// <param name="Retries">By member.</param>
internal sealed record DeclaredPart(
    string Place,
    string Name,
    string? Participant,
    string? Timeout,
    IReadOnlyDictionary<string, DeclaredCall> Calls,
    IReadOnlyDictionary<string, DeclaredRetry> Retries)
{
    /// <summary>What a participant that votes locks; null when it does not say.</summary>
    public string? Locks { get; init; }

    /// <summary>How long a person's answer is waited for; null when none is.</summary>
    public string? Within { get; init; }

    /// <summary>Whether it is to run; null means always.</summary>
    public DeclaredCondition? When { get; init; }

    /// <summary>The step that is a saga; null when it is none.</summary>
    public DeclaredStep? SubSaga { get; init; }

    /// <summary>The parts of a document, in its order.</summary>
    public static IReadOnlyList<DeclaredPart> Of(DeclaredTransaction document) => document.Protocol switch
    {
        Protocol.Tcc => [.. (document.Branches ?? []).Select((branch, ordinal) => new DeclaredPart(
            $"/branches/{ordinal}",
            branch.Name,
            branch.Participant,
            branch.Timeout,
            Present(("try", branch.Try), ("confirm", branch.Confirm), ("cancel", branch.Cancel)),
            Present(("retry", branch.Retry), ("confirmRetry", branch.ConfirmRetry), ("cancelRetry", branch.CancelRetry))))],
        Protocol.TwoPhaseCommit => [.. (document.Participants ?? []).Select((voter, ordinal) => new DeclaredPart(
            $"/participants/{ordinal}",
            voter.Name,
            voter.Participant,
            voter.Timeout,
            Present(("prepare", voter.Prepare), ("commit", voter.Commit), ("abort", voter.Abort)),
            Present(("retry", voter.Retry), ("commitRetry", voter.CommitRetry), ("abortRetry", voter.AbortRetry))) { Locks = voter.Locks })],
        _ => [.. document.AllSteps.Select(entry => Of(entry.Place, entry.Step))],
    };

    private static DeclaredPart Of(string place, DeclaredStep step) => new(
        place,
        step.Name,
        step.Participant,
        step.Timeout,
        Present<DeclaredCall>(("action", step.Action), ("compensation", step.Compensation)),
        Present(("retry", step.Retry), ("compensationRetry", step.CompensationRetry)))
    {
        Within = step.Within,
        When = step.When,
        SubSaga = step.Kind == DeclaredStepKind.SubSaga ? step : null,
    };

    private static Dictionary<string, T> Present<T>(params (string Member, T? Value)[] members) where T : class =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Member, member => member.Value!, StringComparer.Ordinal);
}
