using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Data.Sqlite;

namespace DurableSagas.Benchmarks.Floor;

/// <summary>The same events in as many commits, appended to a table without an index: nothing durable on SQLite is cheaper.</summary>
internal static class AppendOnly
{
    private const string Table = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
        CREATE TABLE log (position INTEGER PRIMARY KEY, events BLOB NOT NULL) STRICT;
        """;

    /// <returns>How many commits it took.</returns>
    public static int Write(FloorRun run, string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        StatementSet.RunScript(connection, Table);
        using var begin = new Statement(connection.Handle!, "BEGIN IMMEDIATE");
        using var append = new Statement(connection.Handle!, "INSERT INTO log (events) VALUES (?)");
        using var commit = new Statement(connection.Handle!, "COMMIT");
        var commits = 0;
        foreach (var batch in Events(run).Chunk(run.WritesPerCommit))
        {
            begin.Run();
            foreach (var events in batch)
            {
                append.Bind(1, events).Run();
            }

            commit.Run();
            commits++;
        }

        return commits;
    }

    private static IEnumerable<byte[]> Events(FloorRun run) => Enumerable.Range(0, run.Instances)
        .SelectMany(_ => run.Recording.Episodes.Prepend(run.Recording.Episodes[0]));
}
