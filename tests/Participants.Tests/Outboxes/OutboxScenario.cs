using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Outboxes;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Outboxes;

/// <summary>Steps that change one row and tell of it, and relays, each from a process of its own.</summary>
internal sealed class OutboxScenario : IScenario
{
    private const string Partition = "account-1";
    private const string Row = "account";
    private const string Log = nameof(Log);
    private const string Published = "published";

    private static readonly BarrierOptions _impatient = new() { Races = new() { FirstPause = TimeSpan.Zero } };

    /// <param name="calls">A letter a call: W a step that writes, R a relay.</param>
    public OutboxScenario(string calls)
    {
        Calls = [.. calls.Select((kind, index) => (Func<Caller, Task<object>>)(caller => CallAsync(kind, $"{index}", caller)))];
        Start.Table.Insert(new JsonObject { ["PartitionKey"] = Partition, ["RowKey"] = Row, [Log] = "" });
    }

    public World Start { get; } = new();

    public IReadOnlyList<Func<Caller, Task<object>>> Calls { get; }

    public void CheckAlways(World world)
    {
        var published = world.Outside.GetValueOrDefault(Published, "");
        var first = string.Concat(published.Distinct());

        Assert.StartsWith(first, Changes(world), StringComparison.Ordinal);
    }

    public async Task CheckEndAsync(World world, IReadOnlyList<object?> results)
    {
        Assert.All(results.OfType<Exception>(), failure => Assert.True(failure is RequestFailedException or AggregateException or HttpRequestException, failure.ToString()));

        // Wherever anybody stopped: one run from the register, as a timer makes it, finds all that was committed.
        var table = GuardedTable.Connect(world.Table);
        await new OutboxRelay(table, (value, _) => Task.FromResult(Publish(world, value))).RelayAsync(default);
        var again = await new OutboxRelay(table, (value, _) => Task.FromResult(Publish(world, value))).RelayAsync(default);

        CheckAlways(world);
        Assert.Equal(Changes(world).Length, world.Outside.GetValueOrDefault(Published, "").Distinct().Count());
        Assert.Equal(0, again.Relayed);
        Assert.Equal(0, await table.QueryAsync<TableEntity>("PartitionKey eq 'o|register'").CountAsync());
    }

    private static string Changes(World world) => world.Table.Find(Partition, Row)![Log]!.GetValue<string>();

    private static string Publish(World world, OutboxEvent value) => world.Outside[Published] = world.Outside.GetValueOrDefault(Published, "") + value.Body;

    private static async Task<object> CallAsync(char kind, string name, Caller caller)
    {
        var table = GuardedTable.Connect(caller, retries: 0);

        try
        {
            return kind is 'W'
                ? await new TransactionalBarrier(table, register: null, _impatient).RunAsync(Partition, new BarrierCall($"saga-{name}", "Write", BarrierOperation.Forward), (transaction, _) => WriteAsync(transaction, name), default)
                : await new OutboxRelay(table, (value, _) => caller.AskAsync(world => Publish(world, value))).RelayAsync(default);
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static async Task WriteAsync(BarrierTransaction transaction, string name)
    {
        var row = await transaction.GetAsync<TableEntity>(Row, default);
        row![Log] = row.GetString(Log) + name;
        transaction.Update(row);
        await Outbox.AddAsync(transaction, new OutboxEvent($"event-{name}", Row, "Written", name, $"saga-{name}"), default);
    }
}
