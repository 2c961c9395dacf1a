using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using OperatingSystem = Microsoft.Azure.WebJobs.Extensions.DurableTask.OperatingSystem;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>What the Durable extension asks about where it runs.</summary>
/// <remarks>The extension's own answers are read from the environment, where a wrong one lets it write log files or take in-process paths.</remarks>
#pragma warning disable CS0612 // Public but marked obsolete, to keep apps away from it; there is no other way to tell the extension.
internal sealed class LocalPlatform : IPlatformInformation
#pragma warning restore CS0612
{
    public bool IsInConsumptionPlan() => false;

    public bool IsManagedAppEnvironment() => false;

    // On Linux it listens to its own events and writes them all to the console, for Azure's log agent.
    public OperatingSystem GetOperatingSystem() => OperatingSystem.Windows;

    public WorkerRuntimeType GetWorkerRuntimeType() => WorkerRuntimeType.DotNetIsolated;

    public string GetLinuxTenant() => string.Empty;

    public string GetLinuxStampName() => string.Empty;

    public string GetContainerName() => string.Empty;

    public bool UsesExternalPowerShellSDK() => false;
}
