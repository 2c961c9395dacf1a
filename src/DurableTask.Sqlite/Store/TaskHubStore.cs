using DurableSagas.DurableTask.Sqlite.Store.Files;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>A task hub: one SQLite file that holds the instances, histories, messages and timers of one process.</summary>
internal sealed class TaskHubStore : IAsyncDisposable
{
    private readonly TaskHubConnections _connections;
    private readonly TaskHubCondition _condition;
    private readonly SqliteTaskHubOptions _options;
    private readonly TaskHubWriter _writer;
    private readonly HubRows _writerRows;
    private readonly Lock _access = new();
    private readonly FileStream? _lock;

    private TaskHubStore(SqliteTaskHubOptions options, ILoggerFactory loggers, ICommitGate? gate)
    {
        _options = options;
        _connections = new TaskHubConnections(options);
        _condition = new TaskHubCondition(options.File, loggers.CreateLogger<TaskHubStore>());
        _lock = options.IsInMemory ? null : TaskHubLock.Take(options.File);
        try
        {
            _writerRows = _connections.OpenWriter();
        }
        catch
        {
            _lock?.Dispose();
            throw;
        }

        _writer = new TaskHubWriter(options, _writerRows, _access, _condition, gate);
    }

    public TaskHubHealth Health => _condition.Health;

    public static TaskHubStore Open(SqliteTaskHubOptions options, ILoggerFactory loggers, ICommitGate? gate = null)
    {
        if (options.IsInMemory)
        {
            return new TaskHubStore(options, loggers, gate);
        }

        var path = Path.GetFullPath(options.File);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new TaskHubStore(options with { File = path }, loggers, gate);
    }

    /// <summary>Ends when the change is durable and <paramref name="committed"/> has passed it on.</summary>
    public async Task<TResult> WriteAsync<TResult>(
        Func<HubRows, TResult> apply, Action<TResult> committed, CancellationToken cancellationToken)
    {
        var command = new HubCommand<TResult>(apply, committed);
        await _writer.AddAsync(command, cancellationToken);
        return await command.Done;
    }

    public ValueTask WriteAsync(HubWrite write) => _writer.AddAsync(write, CancellationToken.None);

    /// <summary>Reads from one moment's state. In memory there is but one connection, so the read waits its turn on it.</summary>
    public TResult Read<TResult>(Func<HubRows, TResult> read)
    {
        if (_condition.Refusal() is { } refusal)
        {
            throw refusal;
        }

        try
        {
            return _options.IsInMemory ? ReadOnWriter(read) : ReadOnReader(read);
        }
        catch (SqliteException fault)
        {
            throw _condition.Broke(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync();
        _connections.Dispose();
        _writerRows.Dispose();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    private TResult ReadOnWriter<TResult>(Func<HubRows, TResult> read)
    {
        lock (_access)
        {
            return read(_writerRows);
        }
    }

    private TResult ReadOnReader<TResult>(Func<HubRows, TResult> read)
    {
        var rows = _connections.RentReader();
        try
        {
            rows.Transaction.BeginRead();
            var result = read(rows);
            rows.Transaction.Commit();
            _connections.Return(rows);
            return result;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }
}
