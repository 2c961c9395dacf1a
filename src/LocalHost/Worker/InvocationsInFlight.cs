using System.Collections.Concurrent;
using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.Worker;

/// <summary>What was sent to one worker and is not answered yet; once the worker has ended, nothing more is taken.</summary>
internal sealed class InvocationsInFlight
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _answers = new(StringComparer.Ordinal);
    private volatile bool _ended;

    public int Count => _answers.Count;

    public ICollection<string> Ids => _answers.Keys;

    /// <exception cref="WorkerProcessExitException">The worker has ended.</exception>
    public Task<InvocationResponse> Add(string invocationId)
    {
        var answer = new TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[invocationId] = answer;
        if (!_ended)
        {
            return answer.Task;
        }

        Remove(invocationId);
        throw WorkerProcessExitException.NotSent();
    }

    public bool Contains(string invocationId) => _answers.ContainsKey(invocationId);

    public void Remove(string invocationId) => _answers.TryRemove(invocationId, out _);

    public void Answer(InvocationResponse response)
    {
        if (_answers.TryRemove(response.InvocationId, out var answer))
        {
            answer.TrySetResult(response);
        }
    }

    public void End()
    {
        _ended = true;
        foreach (var invocationId in _answers.Keys)
        {
            if (_answers.TryRemove(invocationId, out var answer))
            {
                answer.TrySetException(WorkerProcessExitException.InFlight());
            }
        }
    }
}
