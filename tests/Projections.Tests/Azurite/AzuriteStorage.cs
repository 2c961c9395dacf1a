using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Views;

[assembly: AssemblyFixture(typeof(AzuriteStorage))]

namespace DurableSagas.Projections.Tests.Azurite;

/// <summary>The real emulator with the tables of views and lists; tests share it and keep to ids of their own.</summary>
public sealed class AzuriteStorage : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public TableServiceClient Tables => new(_azurite!.ConnectionString);

    internal TableServiceClient TablesWith(HttpPipelinePolicy policy, HttpPipelinePosition position = HttpPipelinePosition.PerCall)
    {
        var options = new TableClientOptions();
        options.AddPolicy(policy, position);
        return new TableServiceClient(_azurite!.ConnectionString, options);
    }

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        await Tables.CreateTableAsync(SagaViews.Table);
        await Tables.CreateTableAsync(SagaIndex.Table);
        await new ContinuationKey(Tables).EnsureAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
