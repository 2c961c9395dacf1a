using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker;

namespace DurableSagas.Testing.Running;

/// <summary>Runs orchestrators: each time on their whole history, or with extended sessions, which a crash ends.</summary>
internal sealed class OrchestratorSessions(OrchestratorReplay replay, HostRules rules) : IDisposable
{
    private readonly Dictionary<string, string> _executions = new(StringComparer.Ordinal);
    private ExtendedSessionsCache _kept = new();

    public OrchestratorResponse Run(Instance instance, IReadOnlyList<HistoryEvent> news)
    {
        if (!rules.KeepsSessions)
        {
            return replay.Run(instance.Start, instance.History, news);
        }

        // One that was terminated leaves its session behind, which must not serve the next of its id.
        var isKept = _executions.GetValueOrDefault(instance.Id) == instance.ExecutionId;
        _executions[instance.Id] = instance.ExecutionId;
        var response = replay.Run(instance.Start, isKept ? null : instance.History, news, _kept);
        return response.RequiresHistory ? replay.Run(instance.Start, instance.History, news, _kept) : response;
    }

    /// <summary>What stood in memory is lost.</summary>
    public void Forget()
    {
        _kept.Dispose();
        _kept = new ExtendedSessionsCache();
        _executions.Clear();
    }

    public void Dispose() => _kept.Dispose();
}
