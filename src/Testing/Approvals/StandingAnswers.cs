using DurableSagas.Sagas.Steps;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Approvals;

/// <summary>What people answer by themselves, as soon as a saga waits for it; of an approval of which nothing is said, nobody answers.</summary>
public sealed class StandingAnswers
{
    private readonly Dictionary<string, ApprovalAnswer> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<(string ExecutionId, string Step)> _given = [];
    private readonly ApprovalSteps _steps;
    private readonly DurableTaskClient _client;

    internal StandingAnswers(ApprovalSteps steps, DurableTaskClient client) => (_steps, _client) = (steps, client);

    /// <summary>Says how an approval is answered from now on, in any saga.</summary>
    /// <param name="approval">A name that a definition of the app has, or one that is registered with the host.</param>
    /// <param name="answer">Null: nobody answers, and the saga waits until its time is up.</param>
    /// <exception cref="ArgumentException">No definition has an approval of that name.</exception>
    public StandingAnswers On(string approval, ApprovalAnswer? answer)
    {
        if (!_steps.Names.Contains(approval, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"There is no approval '{approval}'. Known: {string.Join(", ", _steps.Names)}. "
                + "If its saga is none of the app's, register the definition with the host first.",
                nameof(approval));
        }

        _answers.Remove(approval);
        if (answer is not null)
        {
            _answers[approval] = answer;
        }

        return this;
    }

    /// <summary>Gives each answer that is waited for, once; false when there was none.</summary>
    internal async Task<bool> GiveAsync()
    {
        var hasGiven = false;
        foreach (var (instance, step) in _answers.Count == 0 ? [] : _steps.Waiting().ToArray())
        {
            if (_answers.TryGetValue(step, out var answer) && !_given.Contains((instance.ExecutionId, step)))
            {
                hasGiven = true;
                await GiveAsync(instance.Id, instance.ExecutionId, step, answer);
            }
        }

        return hasGiven;
    }

    private async Task GiveAsync(string id, string executionId, string step, ApprovalAnswer answer)
    {
        try
        {
            await _client.RaiseEventAsync(id, step, answer);
            _given.Add((executionId, step));
        }
        catch (RpcException down) when (down.StatusCode is StatusCode.Unavailable)
        {
            // The host crashed over it: it is asked again when it has come back, and still waits if the answer was lost.
        }
    }
}
