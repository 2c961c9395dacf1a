using System.Collections.Concurrent;
using System.Text.Json;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Tests;

/// <summary>The world outside: keeps what was done to it, and can be held up so that calls stay in flight.</summary>
public sealed class Participant : IDecisions
{
    private readonly ConcurrentQueue<string> _done = new();
    private readonly ConcurrentDictionary<string, Decision> _decisions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);

    /// <summary>The activities whose work was done, in order.</summary>
    public IReadOnlyList<string> Done => [.. _done];

    /// <summary>Work of this activity waits until it is let go; hold it from another thread than the host's.</summary>
    public void Hold(string activity) => _held[activity] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo(string activity) => _held[activity].TrySetResult();

    /// <summary>What the participants whose prepare is named here vote; the others vote to commit.</summary>
    public ConcurrentDictionary<string, Ballot> Votes { get; } = new(StringComparer.Ordinal);

    /// <summary>What is answered to the declared calls named here; the others get an id, and a vote to commit if they ask for one.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>The declared calls that came, by activity.</summary>
    public ConcurrentDictionary<string, ParticipantCall> Asked { get; } = new(StringComparer.Ordinal);

    public JsonElement Answer(string activity, ParticipantCall call)
    {
        if (call.Fault is { } fault)
        {
            throw new StepRefusedException(fault);
        }

        Asked[activity] = call;
        _done.Enqueue(activity);
        return JsonSerializer.Deserialize<JsonElement>(Answers.GetValueOrDefault(activity) ?? $$"""{"id":"id-of-{{call.Name}}","vote":"Commit"}""");
    }

    public Decision DecisionOf(string transactionId) => _decisions.GetValueOrDefault(transactionId);

    public Task<Decision> DecideAsync(string transactionId, Decision decision, CancellationToken cancellationToken)
    {
        _done.Enqueue(decision == Decision.Commit ? DecisionRecorder.RecordDecision : $"{DecisionRecorder.RecordDecision}/abort");
        return Task.FromResult(_decisions.GetOrAdd(transactionId, decision));
    }

    public Task<StepResult<Ballot>> PrepareAsync(StepRunner runner, StepCall<Order> call, CancellationToken cancellationToken) =>
        runner.PrepareAsync(
            call,
            _ =>
            {
                _done.Enqueue(call.Activity);
                return Task.FromResult(Votes.GetValueOrDefault(call.Activity) ?? new Ballot(Vote.Commit));
            },
            cancellationToken);

    public Task<StepResult<NoResult>> AbortAsync(StepRunner runner, StepCall<Order> call, CancellationToken cancellationToken) =>
        runner.AbortAsync(
            call,
            _ =>
            {
                _done.Enqueue(call.Activity);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>Work that no activity does: a consumer's.</summary>
    public void Note(string activity) => _done.Enqueue(activity);

    public Task<StepResult<Mark>> WorkAsync(StepRunner runner, StepCall<Order> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            async token =>
            {
                if (_held.TryGetValue(call.Activity, out var held))
                {
                    await held.Task.WaitAsync(token);
                }

                _done.Enqueue(call.Activity);
                return new Mark($"{call.IdempotencyKey}({string.Join(",", call.Results.Keys.Order(StringComparer.Ordinal))})");
            },
            cancellationToken);
}
