using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json.Linq;

namespace DurableSagas.DurableTask.Sqlite.Activities;

/// <summary>Makes of a history's event the message that a dispatcher had made of it.</summary>
internal static class ActivityMessage
{
    public static TaskMessage Of(OrchestrationRuntimeState state, TaskScheduledEvent scheduled) => new()
    {
        Event = scheduled,
        OrchestrationInstance = state.OrchestrationInstance,
        OrchestrationExecutionContext = ContextOf(state.Tags ?? new Dictionary<string, string>()),
    };

    // Only a serializer can fill it in.
    private static OrchestrationExecutionContext? ContextOf(IDictionary<string, string> tags) =>
        new JObject { [nameof(OrchestrationExecutionContext.OrchestrationTags)] = JObject.FromObject(tags) }
            .ToObject<OrchestrationExecutionContext>();
}
