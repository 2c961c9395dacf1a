using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Takes the failures out of a failed execution's history, so that its replay tries them again.</summary>
internal static class HistoryRewind
{
    /// <param name="history">All of the failed execution.</param>
    /// <param name="rewound">The request; its parent's execution id is set when a parent is being rewound.</param>
    /// <param name="newExecutionId">Messages to the failed execution must not reach the rewound one.</param>
    /// <param name="utcNow">When the rewind happens.</param>
    public static RewoundHistory Rewind(
        IReadOnlyList<HistoryEvent> history, ExecutionRewoundEvent rewound, string newExecutionId, DateTime utcNow) =>
        throw new NotImplementedException($"{history} {rewound} {newExecutionId} {utcNow}");
}
