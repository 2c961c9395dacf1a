using Azure.Data.Tables;

namespace DurableSagas.SampleApp.State;

/// <summary>Flags that a test raises, and functions wait for.</summary>
public sealed class Flags(TableServiceClient tables, SampleName name)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private readonly TableClient _table = tables.GetTableClient("SampleFlags");

    public async Task PutAsync(string flag, CancellationToken cancellationToken = default)
    {
        await _table.CreateIfNotExistsAsync(cancellationToken);
        await _table.UpsertEntityAsync(new TableEntity(name.Value, flag), cancellationToken: cancellationToken);
    }

    public async Task<bool> IsRaisedAsync(string flag, CancellationToken cancellationToken = default)
    {
        await _table.CreateIfNotExistsAsync(cancellationToken);
        return (await _table.GetEntityIfExistsAsync<TableEntity>(name.Value, flag, cancellationToken: cancellationToken)).HasValue;
    }

    public async Task WaitAsync(string flag, CancellationToken cancellationToken)
    {
        while (!await IsRaisedAsync(flag, cancellationToken))
        {
            await Task.Delay(_pause, cancellationToken);
        }
    }
}
