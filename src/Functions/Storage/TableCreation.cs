using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.Functions.Storage;

/// <summary>Creates the app's tables, if absent, before anything else of the app starts.</summary>
internal sealed class TableCreation(TableServiceClient tables, IEnumerable<RequiredTable> required) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in required.Select(table => table.Name).Distinct(StringComparer.Ordinal))
        {
            await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
