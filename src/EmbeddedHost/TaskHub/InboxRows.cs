namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>Reads and writes messages that were accepted for an instance and not yet taken up by an episode.</summary>
internal sealed class InboxRows(StatementSet statements)
{
    private readonly Statement _add = statements.Add("INSERT INTO inbox (sequence, instance, event) VALUES (?, ?, ?)");
    private readonly Statement _of = statements.Add("SELECT sequence, event FROM inbox WHERE instance = ? ORDER BY sequence");
    private readonly Statement _delete = statements.Add("DELETE FROM inbox WHERE sequence = ?");
    private readonly Statement _deleteAll = statements.Add("DELETE FROM inbox WHERE instance = ?");
    private readonly Statement _last = statements.Add("SELECT max(sequence) FROM inbox");
    private readonly Statement _waiting = statements.Add("""
        SELECT DISTINCT inbox.instance, instances.id FROM inbox JOIN instances ON instances.key = inbox.instance
        WHERE inbox.instance > ? ORDER BY inbox.instance LIMIT ?
        """);

    public void Add(long sequence, long instance, ReadOnlySpan<byte> message) =>
        _add.Bind(1, sequence).Bind(2, instance).Bind(3, message).Run();

    public List<InboxRow> Of(long instance) =>
        _of.Bind(1, instance).All(row => new InboxRow(row.Int64(0), row.Blob(1).ToArray()));

    public List<InstanceKey> WaitingAfter(long key, int limit) =>
        _waiting.Bind(1, key).Bind(2, limit).All(row => new InstanceKey(row.Int64(0), row.Text(1)!));

    public long LastSequence() => _last.First(row => row.Int64(0));

    public void Delete(long sequence) => _delete.Bind(1, sequence).Run();

    public void DeleteAll(long instance) => _deleteAll.Bind(1, instance).Run();
}
