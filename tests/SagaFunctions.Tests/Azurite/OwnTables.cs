using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace DurableSagas.SagaFunctions.Tests.Azurite;

/// <summary>The tables of one test: those of other tests have other prefixes, though the code under test calls them by the same names.</summary>
internal sealed class OwnTables(string connectionString, TableClientOptions? options) : TableServiceClient(connectionString, options)
{
    private readonly string _prefix = $"T{Guid.NewGuid():N}";

    public override TableClient GetTableClient(string tableName) => base.GetTableClient(_prefix + tableName);

    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        base.CreateTableIfNotExistsAsync(_prefix + tableName, cancellationToken);
}
