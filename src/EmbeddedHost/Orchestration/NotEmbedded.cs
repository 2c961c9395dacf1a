using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Refuses what the embedded engine does not have, in words that say so.</summary>
internal static class NotEmbedded
{
    private const string HttpActivity = "BuiltIn::HttpActivity";

    public static void ThrowIfHttpCall(TaskName name)
    {
        if (name.Name == HttpActivity)
        {
            throw new NotSupportedException(
                "The embedded host has no CallHttpAsync. Call an activity that sends the request, or run on the Azure Functions host.");
        }
    }

    public static void ThrowIfEntity(string instanceId)
    {
        if (instanceId.StartsWith('@'))
        {
            throw new NotSupportedException(
                $"'{instanceId}' is the id of an entity, and the embedded host has no entities. Run on the Azure Functions host.");
        }
    }
}
