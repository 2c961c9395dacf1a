using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>All that an orchestration must await, or cancel, before it can end. Waiting for an external event is not among it.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, IOpenTask> _tasks = [];
    private readonly int[] _counts = new int[3];
    private readonly List<int> _cancelled = [];

    public bool Any => _tasks.Count > 0;

    public int Count(OpenTaskKind kind) => _counts[(int)kind];

    public void Add(int id, IOpenTask task)
    {
        _tasks.Add(id, task);
        _counts[(int)task.Kind]++;
    }

    /// <summary>False when nothing with this id is open: a duplicate, or a timer that was cancelled.</summary>
    public bool Complete(int id, string? result)
    {
        var task = Remove(id);
        task?.Complete(result);
        return task is not null;
    }

    public bool Fail(int id, string? reason, FailureDetails? details)
    {
        var task = Remove(id);
        task?.Fail(reason, details);
        return task is not null;
    }

    public bool Cancel(int timerId)
    {
        if (Remove(timerId) is null)
        {
            return false;
        }

        _cancelled.Add(timerId);
        return true;
    }

    /// <summary>Forgets what was cancelled in the past, which the history's owner already knows.</summary>
    public void ForgetCancelled() => _cancelled.Clear();

    public int[] TakeCancelled()
    {
        int[] cancelled = [.. _cancelled];
        _cancelled.Clear();
        return cancelled;
    }

    private IOpenTask? Remove(int id)
    {
        if (_tasks.Remove(id, out var task))
        {
            _counts[(int)task.Kind]--;
        }

        return task;
    }
}
