using DurableSagas.EmbeddedHost.Dispatch;
using DurableTask.Core;
using Microsoft.DurableTask.Abstractions;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Decides whether this host may run an instance of some version.</summary>
internal static class Versioning
{
    public static FailureDetails Mismatch { get; } =
        new("VersionMismatch", "Orchestration version did not comply with Worker Versioning", null, null, isNonRetriable: true);

    public static bool Allows(EngineSettings settings, string? version) => settings.VersionMatchStrategy switch
    {
        VersionMatchStrategy.Strict => (version ?? string.Empty) == settings.DefaultVersion,
        VersionMatchStrategy.CurrentOrOlder =>
            TaskOrchestrationVersioningUtils.CompareVersions(version ?? string.Empty, settings.DefaultVersion) <= 0,
        _ => true,
    };
}
