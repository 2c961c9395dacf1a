using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

internal static class InstanceState
{
    public static bool HasEnded(OrchestrationRuntimeStatus status) => status.ToString() is "Completed" or "Failed" or "Terminated" or "Canceled";
}
