using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Participants.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteTables))]

namespace DurableSagas.Participants.Tests.Azurite;

/// <summary>The real emulator, on ports that the system chose, in memory.</summary>
public sealed class AzuriteTables : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);

    public TableServiceClient Service => new(_azurite!.ConnectionString);

    public async Task<TableClient> CreateTableAsync(CancellationToken cancellationToken)
    {
        var options = new TableClientOptions { Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(10) } };
        var table = new TableClient(_azurite!.ConnectionString, $"T{Guid.NewGuid():N}", options);
        await table.CreateAsync(cancellationToken);
        return table;
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
