using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Leases;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Leases;

/// <summary>Owners who each acquire a lease, add its token to one row under it, renew it and add it again, and release it.</summary>
/// <param name="duration">Zero: it runs out at once, so that every next owner comes while another still believes to hold it.</param>
internal sealed class LeaseScenario(int owners, TimeSpan duration) : IScenario
{
    private const string Partition = "p";
    private const string Row = "guarded";
    private const string Log = nameof(Log);

    private static readonly RaceLimits _impatient = new() { FirstPause = TimeSpan.Zero };

    public World Start { get; } = StartWorld();

    public IReadOnlyList<Func<Caller, Task<object>>> Calls { get; } =
        [.. Enumerable.Range(0, owners).Select(owner => (Func<Caller, Task<object>>)(caller => CallAsync($"owner-{owner}", duration, caller)))];

    public void CheckAlways(World world)
    {
        var tokens = Tokens(world);

        Assert.Equal(tokens.Order(), tokens);
        Assert.All(tokens.CountBy(token => token), token => Assert.InRange(token.Value, 1, 2));
    }

    public async Task CheckEndAsync(World world, IReadOnlyList<object?> results)
    {
        var granted = results.OfType<long>().ToArray();

        Assert.All(results.OfType<Exception>(), failure => Assert.True(failure is LeaseLostException or RequestFailedException or AggregateException, failure.ToString()));
        Assert.Equal(granted.Distinct(), granted);

        var next = await new LeaseTable(GuardedTable.Connect(world.Table), _impatient, new StoppedClock(TimeSpan.FromDays(1))).TryAcquireAsync(Partition, "lease", "last", duration, default);
        Assert.All([.. granted, .. Tokens(world)], token => Assert.True(next!.Token > token));
    }

    private static async Task<object> CallAsync(string owner, TimeSpan duration, Caller caller)
    {
        var table = GuardedTable.Connect(caller, retries: 0);
        var leases = new LeaseTable(table, _impatient, new StoppedClock(TimeSpan.Zero));

        try
        {
            if (await leases.TryAcquireAsync(Partition, "lease", owner, duration, default) is not { } lease)
            {
                return "held by another";
            }

            await AddTokenAsync(table, leases, lease);
            lease = await leases.RenewAsync(lease, duration, default);
            await AddTokenAsync(table, leases, lease);
            await leases.ReleaseAsync(lease, default);
            return lease.Token;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static async Task AddTokenAsync(TableClient table, LeaseTable leases, Lease lease)
    {
        var row = (await table.GetEntityAsync<TableEntity>(Partition, Row)).Value;
        row[Log] = $"{row.GetString(Log)}{lease.Token};";
        await leases.WriteAsync(lease, [new(TableTransactionActionType.UpdateReplace, row, row.ETag)], default);
    }

    private static long[] Tokens(World world) =>
        [.. world.Table.Find(Partition, Row)![Log]!.GetValue<string>().Split(';', StringSplitOptions.RemoveEmptyEntries).Select(token => long.Parse(token, CultureInfo.InvariantCulture))];

    private static World StartWorld()
    {
        var world = new World();
        world.Table.Insert(new JsonObject { ["PartitionKey"] = Partition, ["RowKey"] = Row, [Log] = "" });
        return world;
    }
}
