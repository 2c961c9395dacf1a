using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Running;

/// <summary>Lets instances take up their messages: the orchestrator is run on its history, and what it asks for is committed with it.</summary>
internal sealed class Episodes(TaskHub hub, OrchestratorReplay replay)
{
    public void Run(Instance instance)
    {
        HistoryEvent[] messages = hub.Read(() => instance.Inbox.ToArray());
        if (!instance.HasEnded && messages.Length > 0)
        {
            Run(instance, messages);
        }
        else if (messages.FirstOrDefault(message => message.ExecutionRewound is not null) is { } rewound)
        {
            hub.TryCommit(() => Rewind.Apply(hub, instance, rewound));
        }
        else
        {
            hub.Read(() => instance.Inbox.RemoveAll(messages.Contains));
        }
    }

    private void Run(Instance instance, HistoryEvent[] messages)
    {
        // That of a rewind stands in the history already, and only wakes the instance.
        HistoryEvent[] news =
        [
            Events.Of(hub.Now, new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
            .. messages.Where(message => message.ExecutionRewound is null),
        ];
        var response = replay.Run(instance.Start, instance.History, news);
        hub.TryCommit(() =>
        {
            instance.Inbox.RemoveRange(0, messages.Length);
            new EpisodeCommit(hub, instance).Apply(news, response);
        });
    }
}
