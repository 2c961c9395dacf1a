using Azure.Storage.Queues;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.EmbeddedHost.Tests.Queues;

[assembly: AssemblyFixture(typeof(AzuriteQueues))]

namespace DurableSagas.EmbeddedHost.Tests.Queues;

/// <summary>The real emulator, on ports that the system chose, in memory; started by the first test that asks for it.</summary>
public sealed class AzuriteQueues : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteProcess>> _azurite = new(() => AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None));

    public async Task<string> ConnectionStringAsync() => (await _azurite.Value).ConnectionString;

    /// <summary>A queue of its own for a test, with a function's encoding.</summary>
    public async Task<QueueClient> CreateAsync(QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var queue = await ClientAsync($"q{Guid.NewGuid():N}", encoding);
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return queue;
    }

    public async Task<QueueClient> ClientAsync(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(await ConnectionStringAsync(), name, new QueueClientOptions { MessageEncoding = encoding });

    public async ValueTask DisposeAsync()
    {
        if (_azurite.IsValueCreated)
        {
            await (await _azurite.Value).DisposeAsync();
        }
    }
}
