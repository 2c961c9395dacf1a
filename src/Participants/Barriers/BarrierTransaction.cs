using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>Reads rows of one partition, and collects the writes that are committed together with the barrier's row.</summary>
/// <remarks>A change may run several times, each with a fresh transaction: it reads, decides and writes through this, and does nothing else.</remarks>
public sealed class BarrierTransaction
{
    // One row of the hundred that an entity-group transaction takes is the barrier's.
    private const int MaximumWrites = 99;

    private readonly TableClient _table;
    private readonly TableEntity? _forward;
    private readonly BarrierOptions _options;
    private readonly List<TableTransactionAction> _writes = [];
    private readonly HashSet<string> _written = [];

    internal BarrierTransaction(TableClient table, string partitionKey, TableEntity? forward, BarrierOptions options)
    {
        _table = table;
        _forward = forward;
        _options = options;
        PartitionKey = partitionKey;
    }

    public string PartitionKey { get; }

    internal TableClient Table => _table;

    internal IEnumerable<TableTransactionAction> Writes => _writes;

    public Task<T?> GetAsync<T>(string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity =>
        _table.FindAsync<T>(PartitionKey, rowKey, cancellationToken);

    /// <summary>What the forward call returned, for the compensation that undoes it.</summary>
    public T? ForwardResult<T>() => _forward is null ? default : _forward.ReadResult<T>(_options);

    public void Insert(ITableEntity row) => Write(TableTransactionActionType.Add, row, default);

    /// <summary>Replaces a row, unless it was changed since it was read.</summary>
    public void Update(ITableEntity row) => Write(TableTransactionActionType.UpdateReplace, row, ReadVersion(row));

    /// <summary>Deletes a row, unless it was changed since it was read.</summary>
    public void Delete(ITableEntity row) => Write(TableTransactionActionType.Delete, row, ReadVersion(row));

    private void Write(TableTransactionActionType type, ITableEntity row, ETag version)
    {
        if (row.PartitionKey != PartitionKey)
        {
            throw new ArgumentException(
                $"Row '{row.RowKey}' is in partition '{row.PartitionKey}'; the transaction holds partition '{PartitionKey}' only.",
                nameof(row));
        }

        if (row.RowKey.StartsWith(BarrierRow.Prefix, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Row key '{row.RowKey}' begins with '{BarrierRow.Prefix}', which is kept for barrier rows.", nameof(row));
        }

        if (!_written.Add(TableKey.Checked(row.RowKey)))
        {
            throw new ArgumentException($"Row '{row.RowKey}' of partition '{PartitionKey}' is written twice; a transaction writes a row once.", nameof(row));
        }

        if (_writes.Count == MaximumWrites)
        {
            throw new InvalidOperationException($"Partition '{PartitionKey}': a transaction writes at most {MaximumWrites} rows beside the barrier's.");
        }

        _writes.Add(new TableTransactionAction(type, row, version));
    }

    // A row that was not read has no ETag, and the client would then overwrite whatever is there.
    private ETag ReadVersion(ITableEntity row) =>
        row.ETag != default && row.ETag != ETag.All
            ? row.ETag
            : throw new ArgumentException(
                $"Row '{row.RowKey}' of partition '{PartitionKey}' has no ETag; read it in the change before writing it.",
                nameof(row));
}
