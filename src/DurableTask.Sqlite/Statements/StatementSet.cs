using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSagas.DurableTask.Sqlite.Statements;

/// <summary>The statements of one connection, closed together.</summary>
internal sealed class StatementSet(SqliteConnection connection) : IDisposable
{
    private readonly List<Statement> _statements = [];

    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    public Statement Add(string sql)
    {
        var statement = new Statement(connection.Handle!, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements that are needed once.</summary>
    public static void RunScript(SqliteConnection connection, string sql)
    {
        var code = raw.sqlite3_exec(connection.Handle, sql, out var message);
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(message, code & 0xFF, raw.sqlite3_extended_errcode(connection.Handle));
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }
    }
}
