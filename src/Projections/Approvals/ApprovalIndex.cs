using Azure;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;

namespace DurableSagas.Projections.Approvals;

/// <summary>Writes the list of what waits for a person: an entry when a wait begins, none when it has ended.</summary>
/// <remarks>An entry follows its saga's view. Where a writer stopped between the two, the sweep makes them agree.</remarks>
public sealed class ApprovalIndex(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);

    /// <summary>Lists what waits in a saga, whether or not it is listed.</summary>
    /// <param name="view">As its rows tell it.</param>
    public async Task ListAsync(SagaView view, CancellationToken cancellationToken)
    {
        foreach (var approval in WaitingApproval.In(view))
        {
            await ListAsync(approval, cancellationToken);
        }
    }

    /// <summary>Takes an entry away unless its saga's view says that it waits.</summary>
    /// <param name="view">Null when the saga has none any more.</param>
    /// <returns>True when it was taken away.</returns>
    public async Task<bool> RemoveUnlessWaitingAsync(WaitingApproval entry, SagaView? view, CancellationToken cancellationToken)
    {
        if (view is not null && WaitingApproval.In(view).Any(waiting => waiting.Step == entry.Step && waiting.Since == entry.Since))
        {
            return false;
        }

        await RemoveAsync(entry, cancellationToken);
        return true;
    }

    /// <param name="isKnownOnlyToTheView">True when what waited before may not be listed.</param>
    internal async Task MoveAsync(
        IReadOnlyCollection<WaitingApproval> before, IReadOnlyCollection<WaitingApproval> after, bool isKnownOnlyToTheView, CancellationToken cancellationToken)
    {
        foreach (var ended in before.Except(after))
        {
            await RemoveAsync(ended, cancellationToken);
        }

        foreach (var waiting in isKnownOnlyToTheView ? after : after.Except(before))
        {
            await ListAsync(waiting, cancellationToken);
        }
    }

    private async Task ListAsync(WaitingApproval approval, CancellationToken cancellationToken) => await _table.SubmitTransactionAsync(
        ApprovalRow.Of(approval).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);

    // Not in one transaction, which a row that is gone would fail.
    private async Task RemoveAsync(WaitingApproval approval, CancellationToken cancellationToken)
    {
        foreach (var row in ApprovalRow.Of(approval))
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }
}
