using DurableSagas.DurableTask.Sqlite.Statements;
using Microsoft.Data.Sqlite;

namespace DurableSagas.DurableTask.Sqlite.Store.Files;

/// <summary>The tables of a task hub, and the marks by which a file is known as one.</summary>
internal static class TaskHubSchema
{
    public const int ApplicationId = 0x44534148;
    public const int Version = 2;

    // instances.episode: history rows written; at 0 the instance waits for its first episode.
    // instances.open_work: what is to be done without waiting for a message: activities not yet answered, a start.
    // starts: the event that began the execution. The history says only where it belongs, since it may be large.
    // history.position: rows are appended in the order of commits, so that a commit of many instances fills few pages.
    // inbox.due: when the message may be taken up, if not at once.
    private const string Tables = """
        CREATE TABLE hub (name TEXT NOT NULL) STRICT;
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT,
            status INTEGER NOT NULL,
            generation INTEGER,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            completed INTEGER,
            scheduled_start INTEGER,
            episode INTEGER NOT NULL,
            open_work INTEGER NOT NULL,
            tags TEXT,
            custom_status TEXT,
            output TEXT) STRICT;
        CREATE INDEX instances_created ON instances (created, key);
        CREATE INDEX instances_live ON instances (created, key) WHERE status IN (0, 2, 6, 7);
        CREATE INDEX instances_broken ON instances (created, key) WHERE status IN (3, 4, 5);
        CREATE INDEX instances_open ON instances (key) WHERE open_work > 0;
        CREATE TABLE starts (instance INTEGER PRIMARY KEY, event BLOB NOT NULL) STRICT;
        CREATE TABLE history (
            position INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            episode INTEGER NOT NULL,
            events BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX history_instance ON history (instance, episode);
        CREATE TABLE inbox (
            sequence INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            execution_id TEXT,
            due INTEGER,
            event BLOB NOT NULL) STRICT;
        CREATE INDEX inbox_instance ON inbox (instance);
        CREATE TABLE timers (
            instance INTEGER NOT NULL,
            timer INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, timer)) STRICT, WITHOUT ROWID;
        CREATE INDEX timers_due ON timers (due, instance, timer);
        """;

    /// <summary>Makes the tables in an empty file, or refuses a file that is not this hub; changes nothing in that case.</summary>
    public static void Ensure(SqliteConnection connection, SqliteTaskHubOptions options)
    {
        var application = Scalar(connection, "PRAGMA application_id");
        var version = Scalar(connection, "PRAGMA user_version");
        if (application == 0 && version == 0 && Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            Create(connection, options.TaskHubName);
            return;
        }

        if (application != ApplicationId)
        {
            throw new TaskHubOpenException(
                $"'{options.File}' is the SQLite database of another application (application_id {application}, a task hub has {ApplicationId}). "
                    + "Name another file.");
        }

        if (version != Version)
        {
            throw new TaskHubOpenException(
                $"Task hub '{options.File}' has schema version {version}, this program knows version {Version}. "
                    + "Run the program that wrote it, or name another file.");
        }

        CheckName(connection, options);
    }

    private static void Create(SqliteConnection connection, string hubName)
    {
        StatementSet.RunScript(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        using var name = new Statement(connection.Handle!, "INSERT INTO hub VALUES (?)");
        name.Bind(1, hubName).Run();
        StatementSet.RunScript(connection, "COMMIT");
    }

    private static void CheckName(SqliteConnection connection, SqliteTaskHubOptions options)
    {
        using var name = new Statement(connection.Handle!, "SELECT name FROM hub");
        var found = name.First(row => row.Text(0));
        if (!string.Equals(found, options.TaskHubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new TaskHubOpenException(
                $"'{options.File}' holds task hub '{found}', but the task hub is named '{options.TaskHubName}'. "
                    + $"Name another file, or name the task hub '{found}'.");
        }
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection.Handle!, sql);
        return statement.First(row => row.Int64(0));
    }
}
