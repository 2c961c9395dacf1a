using System.Collections.Concurrent;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Tests;

/// <summary>The world outside: keeps what was done to it, and can be held up so that calls stay in flight.</summary>
public sealed class Participant
{
    private readonly ConcurrentQueue<string> _done = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);

    /// <summary>The activities whose work was done, in order.</summary>
    public IReadOnlyList<string> Done => [.. _done];

    /// <summary>Work of this activity waits until it is let go; hold it from another thread than the host's.</summary>
    public void Hold(string activity) => _held[activity] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo(string activity) => _held[activity].TrySetResult();

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
