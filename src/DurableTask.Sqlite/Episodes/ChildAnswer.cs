using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>What a rewound parent is told of a child that cannot be rewound with it.</summary>
internal static class ChildAnswer
{
    public static TaskMessage? Of(OrchestrationRuntimeState parent, string childId, InstanceRow? child)
    {
        var created = parent.Events.OfType<SubOrchestrationInstanceCreatedEvent>().LastOrDefault(created => created.InstanceId == childId);
        return created is null
            ? null
            : new TaskMessage { OrchestrationInstance = parent.OrchestrationInstance, Event = Answer(created, childId, child) };
    }

    private static HistoryEvent Answer(SubOrchestrationInstanceCreatedEvent created, string childId, InstanceRow? child)
    {
        if (child is { Status: OrchestrationStatus.Completed })
        {
            return new SubOrchestrationInstanceCompletedEvent(-1, created.EventId, child.Output);
        }

        var found = child is null ? "it was purged" : $"it is {child.Status}";
        var message = $"Instance '{childId}' cannot be rewound with its parent: {found}.";
        var failure = new FailureDetails(typeof(InvalidOperationException).FullName!, message, null, null, isNonRetriable: true);
        return new SubOrchestrationInstanceFailedEvent(-1, created.EventId, message, null, failure);
    }
}
