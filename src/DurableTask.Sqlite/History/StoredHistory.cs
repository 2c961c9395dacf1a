using DurableSagas.DurableTask.Sqlite.History.Events;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>An instance's history as its rows tell it.</summary>
internal sealed class StoredHistory(ExecutionStartedEvent? started)
{
    private readonly Dictionary<int, string> _hiddenInputs = [];

    public List<HistoryEvent> Events { get; } = [];

    public static StoredHistory Decode(ExecutionStartedEvent? started, IEnumerable<byte[]> rows)
    {
        var history = new StoredHistory(started);
        foreach (var row in rows)
        {
            HistoryCodec.ReadEpisode(row, history);
        }

        return history;
    }

    public void Add(in EventFields fields)
    {
        if (fields.Type == EventType.ExecutionStarted)
        {
            Events.Add(started ?? throw new InvalidDataException("A history has no event that began it. Is the task hub's file damaged?"));
            return;
        }

        var recorded = EventAssembly.Assemble(fields);
        if (fields.IsPayloadHidden && recorded is TaskScheduledEvent scheduled)
        {
            _hiddenInputs[scheduled.EventId] = scheduled.Input!;
            scheduled.Input = null;
        }

        Events.Add(recorded);
    }

    /// <summary>Activities that were scheduled and not answered, with their inputs.</summary>
    public IEnumerable<TaskScheduledEvent> OpenActivities() => OpenWork.In(Events).Activities.Select(WithInput);

    private TaskScheduledEvent WithInput(TaskScheduledEvent scheduled) =>
        new(scheduled.EventId, scheduled.Name!, scheduled.Version, scheduled.Input ?? _hiddenInputs.GetValueOrDefault(scheduled.EventId))
        {
            Timestamp = scheduled.Timestamp,
            Tags = scheduled.Tags,
            ParentTraceContext = scheduled.ParentTraceContext,
        };
}
