using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Links to an instance in the form of the extension, which differs from the worker's.</summary>
internal sealed class ManagementLink(HostJson hostJson, FunctionKeys keys)
{
    // The extension's default connection is named so, whatever the storage is.
    private const string Connection = "Storage";

    public string To(ManagementRequest request, string instanceId, string operation = "", string? parameter = null)
    {
        string?[] query = [parameter, $"taskHub={hostJson.Engine.HubName}", $"connection={Connection}", keys.ManagementQuery];
        return $"{request.Origin}{ManagementApi.BasePath}/instances/{Uri.EscapeDataString(instanceId)}{operation}" +
            $"?{string.Join('&', query.Where(part => !string.IsNullOrEmpty(part)))}";
    }
}
