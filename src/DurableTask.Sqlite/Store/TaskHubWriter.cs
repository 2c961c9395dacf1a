using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>The only writer of a task hub: commits together all that has queued up since the last commit.</summary>
/// <remarks>Outcomes are reported in commit order on a thread of their own, so that the next commit need not wait for them.</remarks>
internal sealed class TaskHubWriter
{
    private readonly Channel<HubWrite> _queue;
    private readonly Channel<FinishedBatch> _finished = Channel.CreateUnbounded<FinishedBatch>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly SqliteTaskHubOptions _options;
    private readonly HubRows _rows;
    private readonly Lock _access;
    private readonly TaskHubCondition _condition;
    private readonly ICommitGate? _gate;
    private readonly Task _reporting;
    private readonly Thread _thread;
    private long _commits;

    public TaskHubWriter(SqliteTaskHubOptions options, HubRows rows, Lock access, TaskHubCondition condition, ICommitGate? gate)
    {
        _options = options;
        _rows = rows;
        _access = access;
        _condition = condition;
        _gate = gate;
        _queue = Channel.CreateBounded<HubWrite>(new BoundedChannelOptions(options.MaxQueuedWrites)
        {
            SingleReader = true,

            // All that continues is the wait of this thread, which need not be woken by way of another.
            AllowSynchronousContinuations = true,
        });
        _thread = new Thread(Run) { IsBackground = true, Name = $"Task hub writer {options.TaskHubName}" };
        _thread.Start();
        _reporting = Task.Run(ReportAsync);
    }

    public async ValueTask AddAsync(HubWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new TaskHubUnavailableException($"Task hub '{_options.File}' is closed: its host is stopping.", closed);
        }
    }

    /// <summary>Commits what is queued, reports it, and takes nothing more.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _reporting;
        _thread.Join();
    }

    private void Run()
    {
        List<HubWrite> batch = [];
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(batch);
            batch.Clear();
        }

        _finished.Writer.Complete();
    }

    // Repeats without a change that is itself at fault; any other fault is the storage's and concerns the whole batch.
    private void Commit(List<HubWrite> batch)
    {
        while (batch.Count > 0)
        {
            var (atFault, failure) = TryCommit(batch);
            if (atFault is not null)
            {
                batch.Remove(atFault);
                Finish([atFault], failure);
                continue;
            }

            if (batch.Count > 1 && SqliteFaults.IsFull(failure))
            {
                // One by one, so that what needs no room, or makes some, is not turned away with what does.
                batch.ForEach(write => Commit([write]));
            }
            else
            {
                Finish([.. batch], failure);
            }

            return;
        }
    }

    private (HubWrite? AtFault, Exception? Failure) TryCommit(List<HubWrite> batch)
    {
        if (_condition.Refusal() is { } refusal)
        {
            return (null, refusal);
        }

        HubWrite? applying = null;
        lock (_access)
        {
            try
            {
                _rows.Transaction.BeginWrite();
                foreach (var write in batch)
                {
                    applying = write;
                    write.Apply(_rows);
                }

                applying = null;
                PassGate();
                _rows.Transaction.Commit();
                _condition.Worked();
                return (null, RefusalToReport());
            }
            catch (Exception fault)
            {
                RollBack();
                var ofOneChange = applying is not null && (fault is not SqliteException sqlite || SqliteFaults.IsOfOneChange(sqlite));
                return ofOneChange ? (applying, fault) : (null, _condition.Broke(fault));
            }
        }
    }

    private void PassGate()
    {
        if (_gate?.MayCommit(++_commits) == false)
        {
            _condition.Stop($"Task hub '{_options.File}' was closed before commit {_commits}.");
            throw _condition.Refusal()!;
        }
    }

    private TaskHubUnavailableException? RefusalToReport()
    {
        if (_gate?.MayReport(_commits) == false)
        {
            _condition.Stop($"Task hub '{_options.File}' was closed after commit {_commits}.");
        }

        return _condition.Refusal();
    }

    private void RollBack()
    {
        try
        {
            _rows.Transaction.Rollback();
        }
        catch (SqliteException fault)
        {
            _condition.Broke(fault);
        }
    }

    private void Finish(HubWrite[] writes, Exception? failure) => _finished.Writer.TryWrite(new FinishedBatch(writes, failure));

    private async Task ReportAsync()
    {
        await foreach (var (writes, failure) in _finished.Reader.ReadAllAsync())
        {
            foreach (var write in writes)
            {
                Report(write, failure);
            }
        }
    }

    // What is recorded and not passed on would be lost until the next start, so the hub stops.
    private void Report(HubWrite write, Exception? failure)
    {
        try
        {
            if (failure is null)
            {
                write.Committed();
            }
            else
            {
                write.Failed(failure);
            }
        }
        catch (Exception fault)
        {
            _condition.Stop($"Task hub '{_options.File}': a change was recorded, but what follows it failed: {fault}");
        }
    }

    private sealed record FinishedBatch(HubWrite[] Writes, Exception? Failure);
}
