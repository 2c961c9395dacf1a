using System.Text.Json.Nodes;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Locks;

/// <summary>Sagas that lock a row with a step and release it with its compensation, and others that only change it.</summary>
internal sealed class SemanticLockScenario : IScenario
{
    private const string Partition = "p";
    private const string Row = "guarded";
    private const string Log = nameof(Log);

    private static readonly BarrierOptions _impatient = new() { Races = new() { FirstPause = TimeSpan.Zero } };

    /// <param name="calls">A letter a call: S a saga that locks and releases, O another that changes the row once.</param>
    public SemanticLockScenario(string calls)
    {
        Calls = [.. calls.Select((kind, index) => (Func<Caller, Task<object>>)(caller => CallAsync(kind, $"{kind}{index}", caller)))];
        Start.Table.Insert(new JsonObject { ["PartitionKey"] = Partition, ["RowKey"] = Row, [Log] = "" });
    }

    public World Start { get; } = new();

    public IReadOnlyList<Func<Caller, Task<object>>> Calls { get; }

    public void CheckAlways(World world)
    {
        var log = Read(world, Log)!;
        var entries = log.Split(';', StringSplitOptions.RemoveEmptyEntries);
        string? holder = null;

        foreach (var entry in entries)
        {
            Assert.True(holder is null || entry == $"-{holder}", $"'{entry}' while '{holder}' holds the lock: {log}");
            holder = entry[0] is '+' ? entry[1..] : null;
        }

        Assert.Equal(holder, Read(world, SemanticLock.LockedBy));
    }

    public Task CheckEndAsync(World world, IReadOnlyList<object?> results)
    {
        Assert.All(results, result => Assert.True(result is BarrierOutcome or LockedException, $"{result}"));
        Assert.Null(Read(world, SemanticLock.LockedBy));
        return Task.CompletedTask;
    }

    private static string? Read(World world, string column) => world.Table.Find(Partition, Row)![column]?.GetValue<string>();

    private static async Task<object> CallAsync(char kind, string saga, Caller caller)
    {
        var barrier = new TransactionalBarrier(GuardedTable.Connect(caller, retries: 0), register: null, _impatient);
        var call = new BarrierCall(saga, "Change", BarrierOperation.Forward);

        try
        {
            if (kind is 'O')
            {
                return await ChangeAsync(barrier, call, row => row.RefuseOthers(saga), saga);
            }

            await ChangeAsync(barrier, call, row => row.TakeLock(saga, until: null), $"+{saga}");
            return await ChangeAsync(barrier, call with { Operation = BarrierOperation.Compensate }, row => Assert.True(row.ReleaseLock(saga)), $"-{saga}");
        }
        catch (LockedException locked)
        {
            return locked;
        }
    }

    private static Task<BarrierOutcome> ChangeAsync(TransactionalBarrier barrier, BarrierCall call, Action<TableEntity> change, string entry) =>
        barrier.RunAsync(Partition, call, async (transaction, token) =>
        {
            var row = await transaction.GetAsync<TableEntity>(Row, token);
            change(row!);
            row![Log] = $"{row.GetString(Log)}{entry};";
            transaction.Update(row);
        }, default);
}
