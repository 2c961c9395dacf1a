using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>All that a live execution remembers between its episodes, but for the orchestrator's own variables.</summary>
internal sealed class ExecutionState
{
    private readonly List<HistoryEvent> _carried = [];

    private (string? Input, string? NewVersion)? _continuation;

    public ExecutionState(DataConverter converter, int maximumActions)
    {
        Actions = new PendingActions(maximumActions);
        Events = new ExternalEvents(converter, Thread);
        Status = new CustomStatus(converter);
    }

    public OrchestratorThread Thread { get; } = new();

    public ReplayPosition Position { get; } = new();

    public PendingActions Actions { get; }

    public OpenTasks OpenTasks { get; } = new();

    public ExternalEvents Events { get; }

    public CustomStatus Status { get; }

    /// <summary>Null unless the orchestrator has asked to continue as new.</summary>
    public ContinuedAsNew? Continuation => _continuation is var (input, version) ? new(input, version, _carried) : null;

    public void ContinueAsNew(string? input, string? newVersion, bool preserveUnprocessedEvents)
    {
        _continuation = (input, newVersion);
        if (preserveUnprocessedEvents)
        {
            _carried.AddRange(Events.TakeAllUnclaimed());
        }
    }

    /// <summary>An event that comes after the orchestrator asked to continue as new is for the next execution.</summary>
    public void Raise(EventRaisedEvent raised)
    {
        if (_continuation is null)
        {
            Events.Raise(raised);
        }
        else
        {
            _carried.Add(raised);
        }
    }
}
