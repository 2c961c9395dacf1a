using System.Collections.Concurrent;
using DurableSagas.DurableTask.Sqlite.Statements;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSagas.DurableTask.Sqlite.Store.Files;

/// <summary>Opens connections to a task hub's file, and keeps a few for reading.</summary>
internal sealed class TaskHubConnections(SqliteTaskHubOptions options) : IDisposable
{
    private const int MaxIdleReaders = 8;
    private readonly ConcurrentBag<HubRows> _idleReaders = [];

    public HubRows OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            StatementSet.RunScript(connection, $"PRAGMA busy_timeout = 5000; PRAGMA cache_size = -{options.CacheSizeInKib};");
            TaskHubSchema.Ensure(connection, options);
            StatementSet.RunScript(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
            StatementSet.RunScript(connection, options.MaxPages > 0 ? $"PRAGMA max_page_count = {options.MaxPages};" : "PRAGMA max_page_count;");
            // Takes the write lock once: another process's lock shows here and not at the first start.
            StatementSet.RunScript(connection, "BEGIN IMMEDIATE; COMMIT;");
            DemandWritable(connection);
            var rows = new HubRows(connection);
            rows.ContinueNumbers();
            return rows;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFaults.NotOpened(options.File, fault);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public HubRows RentReader()
    {
        if (_idleReaders.TryTake(out var idle))
        {
            return idle;
        }

        var connection = Open(SqliteOpenMode.ReadOnly);
        StatementSet.RunScript(connection, "PRAGMA busy_timeout = 5000;");
        return new HubRows(connection);
    }

    public void Return(HubRows reader)
    {
        if (_idleReaders.Count < MaxIdleReaders)
        {
            _idleReaders.Add(reader);
        }
        else
        {
            reader.Dispose();
        }
    }

    public void Dispose()
    {
        while (_idleReaders.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    // SQLite opens a file that it may not write for reading, and then takes BEGIN IMMEDIATE for a read.
    private static void DemandWritable(SqliteConnection connection)
    {
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            throw new SqliteException("attempt to write a readonly database", raw.SQLITE_READONLY);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.File,
            Mode = options.IsInMemory ? SqliteOpenMode.Memory : mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFaults.NotOpened(options.File, fault);
        }
    }
}
