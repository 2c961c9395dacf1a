using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>The three operations of a participant in the words of steps: a vote to abort is a refusal, and who voted read-only is told nothing.</summary>
public static class Voting
{
    /// <summary>Runs prepare; the ballot is the step's result.</summary>
    public static Task<StepResult<Ballot>> PrepareAsync<TRequest>(
        this StepRunner runner, StepCall<TRequest> call, Func<CancellationToken, Task<Ballot>> prepare, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            async token => await prepare(token) switch
            {
                { Vote: Vote.Abort } against => throw new StepRefusedException(against.Reason ?? "The participant voted to abort."),
                var ballot => ballot,
            },
            cancellationToken);

    /// <summary>Runs abort, unless the participant voted read-only.</summary>
    public static Task<StepResult<NoResult>> AbortAsync<TRequest>(
        this StepRunner runner, StepCall<TRequest> call, Func<CancellationToken, Task> abort, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => call.ResultOf<Ballot>(call.Step)?.Vote == Vote.ReadOnly ? Task.CompletedTask : abort(token), cancellationToken);
}
