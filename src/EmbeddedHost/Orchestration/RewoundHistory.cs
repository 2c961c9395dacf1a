using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>A failed execution's history without its failures, and the failed children that must be rewound with it.</summary>
/// <param name="Events">Replaces the whole history.</param>
/// <param name="FailedChildren">Instance ids; with none, the execution is run at once with no new event, else when they end.</param>
internal sealed record RewoundHistory(IReadOnlyList<HistoryEvent> Events, IReadOnlyList<string> FailedChildren);
