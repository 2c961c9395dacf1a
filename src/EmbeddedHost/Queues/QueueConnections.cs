using System.Collections.Concurrent;
using Azure.Identity;
using Azure.Storage.Queues;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Clients of the queues that bindings name, by a connection string or by identity, as the extension reads them.</summary>
internal sealed class QueueConnections(IConfiguration settings, HostJson hostJson)
{
    private readonly ConcurrentDictionary<(string, string), QueueClient> _clients = new();

    /// <param name="connection">The setting that a binding names; null means AzureWebJobsStorage.</param>
    /// <exception cref="HostStartException">There is no such setting.</exception>
    public QueueClient Of(string? connection, string queue) => _clients.GetOrAdd((connection ?? DevelopmentStorage.ConnectionName, queue), key => Create(key.Item1, key.Item2));

    private QueueClient Create(string connection, string queue)
    {
        var options = new QueueClientOptions { MessageEncoding = hostJson.Queues.MessageEncoding };
        if ((settings[connection] ?? settings[$"AzureWebJobs{connection}"]) is { Length: > 0 } text)
        {
            options.MessageDecodingFailed += unreadable => PoisonQueue.MoveUnreadableAsync(unreadable, new QueueClient(text, queue + PoisonQueue.Suffix));
            return new QueueClient(text, queue, options);
        }

        var section = settings.GetSection(connection);
        var service = section["queueServiceUri"] ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.queue.core.windows.net" : null);
        return service is null
            ? throw new HostStartException($"Queue '{queue}': the setting '{connection}' is missing. Set it to a connection string, or set '{connection}__queueServiceUri' for a connection by identity.")
            : new QueueClient(new Uri($"{service.TrimEnd('/')}/{queue}"), new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }), options);
    }
}
