using Azure.Data.Tables;
using DurableSagas.EmbeddedHost.Azurite;
using DurableSagas.Projections.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteStorage))]

namespace DurableSagas.Projections.Tests.Azurite;

/// <summary>The real emulator with the table of views; tests share it and keep to ids of their own.</summary>
public sealed class AzuriteStorage : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public TableServiceClient Tables => new(_azurite!.ConnectionString);

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        await Tables.CreateTableAsync(SagaViews.Table);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
