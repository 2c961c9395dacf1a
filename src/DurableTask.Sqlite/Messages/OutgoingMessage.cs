using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;
using DurableTask.Core.History;
using EntityMessages = DurableTask.Core.Common.Entities;

namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>A message on its way to an instance, ready to be recorded.</summary>
internal sealed class OutgoingMessage
{
    public OutgoingMessage(TaskMessage task)
    {
        Task = task;
        if (task.Event is ExecutionStartedEvent started)
        {
            Start = new NewInstance(started, Statuses.NotEnded);
        }
        else
        {
            Encoded = EventBytes.Encode(task.Event);
            Due = EntityMessages.IsDelayedEntityMessage(task, out var due) ? due : null;
        }
    }

    public TaskMessage Task { get; }

    public string Target => Task.OrchestrationInstance.InstanceId;

    /// <summary>The instance that the message begins.</summary>
    public NewInstance? Start { get; }

    public byte[] Encoded { get; } = [];

    /// <summary>When it may be taken up, if not at once.</summary>
    public DateTime? Due { get; }

    /// <summary>The entity that comes into being by its first message, should it not exist.</summary>
    public NewInstance? Entity()
    {
        List<TaskMessage> messages = [Task];
        return EntityMessages.AutoStart(Target, messages)
            ? new NewInstance((ExecutionStartedEvent)messages[0].Event, Statuses.NotEnded)
            : null;
    }
}
