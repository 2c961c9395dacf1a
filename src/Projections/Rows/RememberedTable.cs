using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Projections.Rows;

/// <summary>A table with what this process last wrote to it.</summary>
/// <param name="most">Rows that are kept.</param>
internal sealed class RememberedTable(TableClient table, int most)
{
    private readonly Remembered<TableEntity> _rows = new(most);

    /// <summary>One attempt to change rows: it finds them, decides, and writes all or none.</summary>
    public Attempt Begin() => new(table, _rows);

    public void Forget(string partitionKey, string rowKey) => _rows.Forget(KeyOf(partitionKey, rowKey));

    private static string KeyOf(string partitionKey, string rowKey) => $"{partitionKey}/{rowKey}";

    public sealed class Attempt(TableClient table, Remembered<TableEntity> rows)
    {
        /// <summary>True when not all that it decides by was read: that nothing is to be done must not follow from it.</summary>
        public bool IsByMemory { get; private set; }

        /// <param name="row">Null when it is known not to be there.</param>
        /// <returns>False when nothing is known of it.</returns>
        public bool TryRecall(string partitionKey, string rowKey, out TableEntity? row)
        {
            var isKnown = rows.TryTake(KeyOf(partitionKey, rowKey), out row);
            IsByMemory |= isKnown;
            row = row?.ETag == default(ETag) ? null : row;
            return isKnown;
        }

        /// <summary>Recalls or reads it; null when there is none.</summary>
        public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
            TryRecall(partitionKey, rowKey, out var row) ? row : await table.FindAsync(partitionKey, rowKey, cancellationToken);

        /// <param name="kept">Of a row that was written, what is to be remembered; null: nothing.</param>
        /// <exception cref="RequestFailedException">Another writer was first, or storage failed; what was recalled is forgotten.</exception>
        public async Task SubmitAsync(
            IReadOnlyList<TableTransactionAction> actions, Func<TableEntity, TableEntity?> kept, CancellationToken cancellationToken)
        {
            IReadOnlyList<Response> answers;
            try
            {
                answers = (await table.SubmitTransactionAsync(actions, cancellationToken)).Value;
            }
            catch (RequestFailedException conflict) when (IsByMemory && TableConflict.Is(conflict))
            {
                rows.Tell(stood: false);
                throw;
            }

            if (IsByMemory)
            {
                rows.Tell(stood: true);
            }

            foreach (var (action, answer) in actions.Zip(answers))
            {
                Keep(action, answer, kept);
            }
        }

        private void Keep(TableTransactionAction action, Response answer, Func<TableEntity, TableEntity?> kept)
        {
            var (written, isGone) = ((TableEntity)action.Entity, action.ActionType == TableTransactionActionType.Delete);
            if ((isGone || answer.Headers.ETag is not null) && kept(written) is { } row)
            {
                row.ETag = isGone ? default : answer.Headers.ETag!.Value;
                rows.Keep(KeyOf(row.PartitionKey, row.RowKey), row);
            }
        }
    }
}
