using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Statements;

namespace DurableSagas.DurableTask.Sqlite.Timers;

/// <summary>Reads and writes durable timers.</summary>
internal sealed class TimerRows(StatementSet statements)
{
    private readonly Statement _add = statements.Add("INSERT OR REPLACE INTO timers (instance, timer, due) VALUES (?, ?, ?)");
    private readonly Statement _of = statements.Add("SELECT due, timer FROM timers WHERE instance = ?");
    private readonly Statement _delete = statements.Add("DELETE FROM timers WHERE instance = ? AND timer = ?");
    private readonly Statement _deleteAll = statements.Add("DELETE FROM timers WHERE instance = ?");
    private readonly Statement _deleteOfExecution = statements.Add("DELETE FROM timers WHERE instance = ? AND timer >= 0");
    private readonly Statement _after = statements.Add("""
        SELECT timers.due, timers.instance, instances.id, timers.timer FROM timers JOIN instances ON instances.key = timers.instance
        WHERE (timers.due, timers.instance, timers.timer) > (?, ?, ?) ORDER BY timers.due, timers.instance, timers.timer LIMIT ?
        """);

    public void Add(TimerRow timer) =>
        _add.Bind(1, timer.Instance.Key).Bind(2, timer.Timer).Bind(3, timer.Due.Ticks).Run();

    public List<TimerRow> Of(InstanceKey instance) =>
        _of.Bind(1, instance.Key).All(row => new TimerRow(Time(row), instance, row.Int64(1)));

    public List<TimerRow> After(TimerRow timer, int limit) => _after
        .Bind(1, timer.Due.Ticks).Bind(2, timer.Instance.Key).Bind(3, timer.Timer).Bind(4, limit)
        .All(row => new TimerRow(Time(row), new InstanceKey(row.Int64(1), row.Text(2)!), row.Int64(3)));

    public void Delete(long instance, long timer) => _delete.Bind(1, instance).Bind(2, timer).Run();

    /// <summary>Those that the orchestrator has set; messages for later stay, and so do their timers.</summary>
    public void DeleteOfExecution(long instance) => _deleteOfExecution.Bind(1, instance).Run();

    public void DeleteAll(long instance) => _deleteAll.Bind(1, instance).Run();

    private static DateTime Time(Statement row) => new(row.Int64(0), DateTimeKind.Utc);
}
