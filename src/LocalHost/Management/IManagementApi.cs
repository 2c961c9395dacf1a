namespace DurableSagas.LocalHost.Management;

/// <summary>The Durable extension's own HTTP API, under <c>/runtime/webhooks/durabletask</c>.</summary>
internal interface IManagementApi
{
    Task<HttpResponseMessage> HandleAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
