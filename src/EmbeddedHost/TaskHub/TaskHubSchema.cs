using Microsoft.Data.Sqlite;

namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>The tables of a task hub, and the marks by which a file is known as one.</summary>
internal static class TaskHubSchema
{
    public const int ApplicationId = 0x44534148;
    public const int Version = 1;

    // instances.episode: history rows written. At 0, history row 0 holds the events of a start not yet taken up.
    // instances.open_work: what is to be done without waiting for a message: activities not yet answered, a start.
    // history.position: rows are appended in the order of commits, so that a commit of many instances fills few pages.
    private const string Tables = """
        CREATE TABLE hub (name TEXT NOT NULL) STRICT;
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT,
            status INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            parent INTEGER,
            parent_task INTEGER,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            scheduled_start INTEGER,
            episode INTEGER NOT NULL,
            open_work INTEGER NOT NULL,
            tags TEXT,
            custom_status TEXT,
            output TEXT) STRICT;
        CREATE INDEX instances_open ON instances (key) WHERE open_work > 0;
        CREATE TABLE history (
            position INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            episode INTEGER NOT NULL,
            events BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX history_instance ON history (instance, episode);
        CREATE TABLE inbox (sequence INTEGER PRIMARY KEY, instance INTEGER NOT NULL, event BLOB NOT NULL) STRICT;
        CREATE INDEX inbox_instance ON inbox (instance);
        CREATE TABLE timers (
            instance INTEGER NOT NULL,
            timer INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, timer)) STRICT, WITHOUT ROWID;
        CREATE INDEX timers_due ON timers (due, instance, timer);
        """;

    /// <summary>Makes the tables in an empty file, or refuses a file that is not this hub; changes nothing in that case.</summary>
    public static void Ensure(SqliteConnection connection, TaskHubSettings settings)
    {
        var application = Scalar(connection, "PRAGMA application_id");
        var version = Scalar(connection, "PRAGMA user_version");
        if (application == 0 && version == 0 && Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            Create(connection, settings.HubName);
            return;
        }

        if (application != ApplicationId)
        {
            throw new TaskHubOpenException(
                $"'{settings.Path}' is the SQLite database of another application (application_id {application}, a task hub has {ApplicationId}). Name another file.");
        }

        if (version != Version)
        {
            throw new TaskHubOpenException(
                $"Task hub '{settings.Path}' has schema version {version}, this host knows version {Version}. Run the host that wrote it, or name another file.");
        }

        CheckName(connection, settings);
    }

    private static void Create(SqliteConnection connection, string hubName)
    {
        StatementSet.RunScript(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        using var name = new Statement(connection.Handle!, "INSERT INTO hub VALUES (?)");
        name.Bind(1, hubName).Run();
        StatementSet.RunScript(connection, "COMMIT");
    }

    private static void CheckName(SqliteConnection connection, TaskHubSettings settings)
    {
        using var name = new Statement(connection.Handle!, "SELECT name FROM hub");
        var found = name.First(row => row.Text(0));
        if (!string.Equals(found, settings.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new TaskHubOpenException(
                $"'{settings.Path}' holds task hub '{found}', but hubName is '{settings.HubName}'. Name another file, or set hubName to '{found}'.");
        }
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection.Handle!, sql);
        return statement.First(row => row.Int64(0));
    }
}
