using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>Says in words what SQLite says in codes.</summary>
internal static class SqliteFaults
{
    public static bool IsDamage(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT;

    /// <summary>True when the change itself is at fault and others would go through.</summary>
    public static bool IsOfOneChange(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    public static bool IsFull(Exception? failure) => failure?.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    public static TaskHubUnavailableException Unavailable(string path, SqliteException fault) =>
        new($"Task hub '{path}' is not available: {Describe(fault)}.", fault);

    public static TaskHubOpenException NotOpened(string path, SqliteException fault) =>
        new($"Task hub '{path}' cannot be opened: {Describe(fault)}.", fault);

    private static string Describe(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "the file is not a SQLite database; name another file, or move it away to start with an empty hub",
        raw.SQLITE_CORRUPT or raw.SQLITE_FORMAT => $"the file is damaged ({fault.Message}); stop the host and restore it from a copy",
        raw.SQLITE_FULL => "the disk is full; free some space",
        raw.SQLITE_READONLY => "the file is read-only; give this process the right to write it",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process has locked the file; close what has it open",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => $"the file or its folder cannot be opened for writing ({fault.Message})",
        raw.SQLITE_IOERR => $"the disk reports an error ({fault.Message}, code {fault.SqliteExtendedErrorCode})",
        _ => $"{fault.Message} (SQLite code {fault.SqliteExtendedErrorCode})",
    };
}
