using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>One execution of an instance, live between its episodes; replayed from its past when it was not.</summary>
internal sealed class OrchestrationExecution(OrchestrationRuntime runtime, IReadOnlyList<HistoryEvent> pastHistory)
{
    public int OpenActivities { get; }

    public int OpenTimers { get; }

    public int OpenChildren { get; }

    public bool IsSuspended { get; }

    public bool IsCompleted { get; }

    public EpisodeResult RunEpisode(IReadOnlyList<HistoryEvent> newEvents, DateTime utcNow) =>
        throw new NotImplementedException($"{runtime} {pastHistory} {newEvents} {utcNow}");
}
