using Azure.Data.Tables;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Views;

/// <summary>A saga's row before a write, and what was written to it: nothing but its key when it was ahead already.</summary>
/// <param name="hasNotice">Whether a notice was written with it.</param>
internal sealed class SagaWrite(TableEntity? before, TableEntity? written, bool hasNotice = false)
{
    /// <summary>The row as it is since.</summary>
    public TableEntity? Now { get; } = Merge(before, written);

    public bool ChangesStatus => before is null || !Equals(before[SagaRow.Status], Now?[SagaRow.Status]);

    // A write that found the view ahead, or at the same sequence, is late or repeated: whoever came first may have stopped before it listed the saga.
    public bool ChangesLists => ChangesStatus || SagaRow.SequenceOf(before) >= SagaRow.SequenceOf(Now);

    /// <summary>Whether somebody is told of it: a repeated write may be repeating what stopped before the notice was on its way.</summary>
    public bool IsTold => hasNotice
        || (ChangesLists && Now is { } now && now.ContainsKey(SagaRow.Notify)
            && SagaRow.TryReadEnum<SagaStatus>(now, SagaRow.Status, out var status) && SagaNotice.TypeOf(status) is not null);

    /// <summary>What a row is once this was merged into it.</summary>
    public static TableEntity? Merge(TableEntity? before, TableEntity? written)
    {
        if (written is null)
        {
            return before;
        }

        var now = new TableEntity(written.PartitionKey, written.RowKey);
        foreach (var (column, value) in (before ?? []).Concat(written))
        {
            now[column] = value;
        }

        return now;
    }
}
