using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Statements;

namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>Reads and writes messages that were accepted for an instance and not yet taken up by an episode.</summary>
internal sealed class InboxRows(StatementSet statements)
{
    private readonly Statement _add = statements.Add("INSERT INTO inbox (sequence, instance, execution_id, due, event) VALUES (?, ?, ?, ?, ?)");
    private readonly Statement _of = statements.Add(
        "SELECT sequence, execution_id, event FROM inbox WHERE instance = ? AND (due IS NULL OR due <= ?) ORDER BY sequence");
    private readonly Statement _delete = statements.Add("DELETE FROM inbox WHERE sequence = ?");
    private readonly Statement _deleteAll = statements.Add("DELETE FROM inbox WHERE instance = ?");
    private readonly Statement _last = statements.Add("SELECT max(sequence) FROM inbox");
    private readonly Statement _waiting = statements.Add("""
        SELECT DISTINCT inbox.instance, instances.id FROM inbox JOIN instances ON instances.key = inbox.instance
        WHERE inbox.instance > ? ORDER BY inbox.instance LIMIT ?
        """);

    public void Add(long sequence, long instance, string? executionId, DateTime? due, ReadOnlySpan<byte> message) =>
        _add.Bind(1, sequence).Bind(2, instance).Bind(3, executionId).Bind(4, due?.Ticks).Bind(5, message).Run();

    /// <summary>What may be taken up now.</summary>
    public List<InboxRow> Of(long instance, DateTime now) => _of.Bind(1, instance).Bind(2, now.Ticks)
        .All(row => new InboxRow(row.Int64(0), row.Text(1), row.Blob(2).ToArray()));

    public List<InstanceKey> WaitingAfter(long key, int limit) =>
        _waiting.Bind(1, key).Bind(2, limit).All(row => new InstanceKey(row.Int64(0), row.Text(1)!));

    public long LastSequence() => _last.First(row => row.Int64(0));

    public void Delete(long sequence) => _delete.Bind(1, sequence).Run();

    public void DeleteAll(long instance) => _deleteAll.Bind(1, instance).Run();
}
