using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host.Config;

namespace DurableSagas.LocalHost.Management;

/// <summary>Hands requests to the Durable extension.</summary>
internal sealed class ManagementApi(IEnumerable<IExtensionConfigProvider> extensions) : IManagementApi
{
    private readonly IAsyncConverter<HttpRequestMessage, HttpResponseMessage> _extension =
        extensions.OfType<IAsyncConverter<HttpRequestMessage, HttpResponseMessage>>().First();

    public Task<HttpResponseMessage> HandleAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _extension.ConvertAsync(request, cancellationToken);
}
