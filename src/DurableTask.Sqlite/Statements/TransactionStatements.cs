namespace DurableSagas.DurableTask.Sqlite.Statements;

/// <summary>Where a connection's transactions begin and end.</summary>
internal sealed class TransactionStatements(StatementSet statements)
{
    private readonly Statement _beginRead = statements.Add("BEGIN");
    private readonly Statement _beginWrite = statements.Add("BEGIN IMMEDIATE");
    private readonly Statement _commit = statements.Add("COMMIT");
    private readonly Statement _rollback = statements.Add("ROLLBACK");

    public void BeginRead() => _beginRead.Run();

    public void BeginWrite() => _beginWrite.Run();

    public void Commit() => _commit.Run();

    /// <summary>SQLite has already rolled back after some errors; then there is nothing left to do.</summary>
    public void Rollback()
    {
        if (statements.InTransaction)
        {
            _rollback.Run();
        }
    }
}
