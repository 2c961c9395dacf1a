using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What the orchestrator has asked for and the history does not hold yet, by sequence id.</summary>
internal sealed class PendingActions(int maximum)
{
    private readonly List<HistoryEvent?> _actions = [];

    private int _firstId;

    /// <summary>One counter for everything an execution asks for, from 0.</summary>
    public int NextId => _firstId + _actions.Count;

    public void Add(HistoryEvent action)
    {
        if (NextId >= maximum)
        {
            throw new InvalidOperationException(
                $"Maximum amount of orchestration actions ({maximum}) has been reached. "
                + "This value can be configured in host.json file as MaxOrchestrationActions.");
        }

        _actions.Add(action);
    }

    /// <summary>Ticks off what a replayed history already holds.</summary>
    public void Match(HistoryEvent recorded)
    {
        var index = recorded.EventId - _firstId;
        var action = index >= 0 && index < _actions.Count ? _actions[index] : null;
        NonDeterminism.ThrowIfDifferent(recorded, action);
        _actions[index] = null;
    }

    /// <summary>Takes all that is pending, in the order of ids.</summary>
    public List<HistoryEvent> Take()
    {
        var pending = new List<HistoryEvent>(_actions.Count);
        foreach (var action in _actions)
        {
            if (action is not null)
            {
                pending.Add(action);
            }
        }

        _firstId = NextId;
        _actions.Clear();
        return pending;
    }
}
