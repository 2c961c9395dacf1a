using DurableSagas.DurableTask.Sqlite.Statements;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>Reads and writes the events that began the instances' executions.</summary>
internal sealed class StartRows(StatementSet statements)
{
    private readonly Statement _add = statements.Add("INSERT OR REPLACE INTO starts (instance, event) VALUES (?, ?)");
    private readonly Statement _of = statements.Add("SELECT event FROM starts WHERE instance = ?");
    private readonly Statement _delete = statements.Add("DELETE FROM starts WHERE instance = ?");

    public void Set(long instance, ReadOnlySpan<byte> started) => _add.Bind(1, instance).Bind(2, started).Run();

    public byte[]? Of(long instance) => _of.Bind(1, instance).First(row => row.Blob(0).ToArray());

    public void Delete(long instance) => _delete.Bind(1, instance).Run();
}
