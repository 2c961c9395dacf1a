using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.LocalHost.Management;

/// <summary>Tells the Durable extension where its management API is reached.</summary>
#pragma warning disable CS0618 // Public but marked as not ready; the extension makes no links without it.
internal sealed class ManagementAddress(IServiceProvider services) : IWebHookProvider
#pragma warning restore CS0618
{
    public const string Path = "runtime/webhooks/durabletask";

    public Uri GetUrl(IExtensionConfigProvider extension)
    {
        // The extension asks once while it starts, before anything listens, and throws the answer away.
        var isListening = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested;
        var address = isListening ? services.GetService<IHostAddress>() : null;
        var url = new Uri(address?.BaseUri ?? new Uri("http://localhost/"), Path);
        return address?.SystemKey is { } key ? new Uri($"{url}?code={Uri.EscapeDataString(key)}") : url;
    }
}
