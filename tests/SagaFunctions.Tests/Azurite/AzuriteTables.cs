using Azure.Data.Tables;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.SagaFunctions.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteTables))]

namespace DurableSagas.SagaFunctions.Tests.Azurite;

/// <summary>The real emulator, on ports that the system chose, in memory; tests share it and keep to ids of their own.</summary>
public sealed class AzuriteTables : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public TableServiceClient Tables => new(_azurite!.ConnectionString);

    /// <summary>For a test that goes through all rows of a table.</summary>
    internal TableServiceClient CreateOwnTables(TableClientOptions? options = null) => new OwnTables(ConnectionString, options);

    internal string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
