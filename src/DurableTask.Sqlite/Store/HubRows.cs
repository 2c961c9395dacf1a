using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Queries;
using DurableSagas.DurableTask.Sqlite.Statements;
using DurableSagas.DurableTask.Sqlite.Timers;
using Microsoft.Data.Sqlite;

namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>One connection to a task hub with its prepared statements; used by one thread at a time.</summary>
internal sealed class HubRows : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly StatementSet _statements;
    private long _lastKey;
    private long _lastSequence;

    public HubRows(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new StatementSet(connection);
        Transaction = new(_statements);
        Instances = new(_statements);
        Starts = new(_statements);
        History = new(_statements);
        Inbox = new(_statements);
        Timers = new(_statements);
        Pages = new(_statements);
    }

    public TransactionStatements Transaction { get; }

    public InstanceRows Instances { get; }

    public StartRows Starts { get; }

    public HistoryRows History { get; }

    public InboxRows Inbox { get; }

    public TimerRows Timers { get; }

    public PageRows Pages { get; }

    /// <summary>Counts on from what the file holds; only the writer's connection gives numbers.</summary>
    public void ContinueNumbers()
    {
        _lastKey = Instances.LastKey();
        _lastSequence = Inbox.LastSequence();
    }

    public long NextKey() => ++_lastKey;

    public long NextSequence() => ++_lastSequence;

    public void DeleteInstance(long key)
    {
        Instances.Delete(key);
        Starts.Delete(key);
        History.Delete(key);
        Inbox.DeleteAll(key);
        Timers.DeleteAll(key);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
