using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSagas.DurableTask.Sqlite.Statements;

/// <summary>A statement prepared once, at its first use, and kept open for the life of its connection.</summary>
internal sealed class Statement(sqlite3 database, string sql) : IDisposable
{
    private const uint Persistent = 1;
    private sqlite3_stmt? _prepared;

    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(Prepared(), index, value);
        return this;
    }

    public Statement Bind(int index, long? value) =>
        value is { } known ? Bind(index, known) : BindNull(index);

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        raw.sqlite3_bind_text(Prepared(), index, value);
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(Prepared(), index, value);
        return this;
    }

    /// <summary>Runs to the end and says how many rows it changed.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    public T? First<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    public List<T> All<T>(Func<Statement, T> read)
    {
        List<T> rows = [];
        try
        {
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_prepared, column);

    public int Int32(int column) => raw.sqlite3_column_int(_prepared, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_prepared, column) == raw.SQLITE_NULL;

    public DateTime? Time(int column) => IsNull(column) ? null : new DateTime(Int64(column), DateTimeKind.Utc);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_prepared, column).utf8_to_string();

    /// <summary>Valid until the next row is asked for.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_prepared, column);

    public void Dispose() => _prepared?.Dispose();

    private Statement BindNull(int index)
    {
        raw.sqlite3_bind_null(Prepared(), index);
        return this;
    }

    private bool Step()
    {
        var code = raw.sqlite3_step(Prepared());
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Error(code),
        };
    }

    private void Reset() => raw.sqlite3_reset(_prepared);

    private sqlite3_stmt Prepared()
    {
        if (_prepared is null)
        {
            var code = raw.sqlite3_prepare_v3(database, sql, Persistent, out var prepared);
            if (code != raw.SQLITE_OK)
            {
                throw Error(code);
            }

            _prepared = prepared;
        }

        return _prepared;
    }

    private SqliteException Error(int code) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(database));
}
