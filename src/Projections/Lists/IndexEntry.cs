using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>A saga as lists show it.</summary>
public sealed record IndexEntry(
    string Id, string Name, Protocol Protocol, int Version, SagaStatus Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Sequence)
{
    /// <summary>What the lists show of a saga's row; null when it is damaged, and will be listed when it is written anew.</summary>
    internal static IndexEntry? Of(TableEntity row)
    {
        if (!SagaRow.TryRead<string>(row, SagaRow.Name, out var name)
            || !SagaRow.TryReadEnum<Protocol>(row, SagaRow.Protocol, out var protocol)
            || !SagaRow.TryReadEnum<SagaStatus>(row, SagaRow.Status, out var status)
            || !SagaRow.TryRead<DateTimeOffset>(row, SagaRow.CreatedAt, out var createdAt))
        {
            return null;
        }

        var version = SagaRow.TryRead<int>(row, SagaRow.Version, out var written) ? written : 1;
        var updatedAt = SagaRow.TryRead<DateTimeOffset>(row, SagaRow.UpdatedAt, out var changed) ? changed : createdAt;
        return new IndexEntry(row.PartitionKey, name, protocol, version, status, createdAt, updatedAt, SagaRow.SequenceOf(row));
    }
}
