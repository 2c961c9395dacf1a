using DurableSagas.DurableTask.Sqlite.Statements;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>Reads and writes histories: one row an episode, with all its events.</summary>
internal sealed class HistoryRows(StatementSet statements)
{
    private readonly Statement _append = statements.Add("INSERT INTO history (instance, episode, events) VALUES (?, ?, ?)");
    private readonly Statement _all = statements.Add("SELECT events FROM history WHERE instance = ? ORDER BY episode");
    private readonly Statement _delete = statements.Add("DELETE FROM history WHERE instance = ?");

    public void Append(long instance, int episode, ReadOnlySpan<byte> events) =>
        _append.Bind(1, instance).Bind(2, episode).Bind(3, events).Run();

    public List<byte[]> All(long instance) => _all.Bind(1, instance).All(row => row.Blob(0).ToArray());

    public void Delete(long instance) => _delete.Bind(1, instance).Run();
}
