using Azure.Data.Tables;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Creates the app's tables, if absent.</summary>
internal sealed class TableCreation(TableServiceClient tables, IEnumerable<RequiredTable> required) : StartupStep
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in required.Select(table => table.Name).Distinct(StringComparer.Ordinal))
        {
            await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        }
    }
}
