using Azure.Data.Tables;
using DurableSagas.Participants.Tests.Leases;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>The one table of a test, in memory, under Microsoft's own client.</summary>
internal static class GuardedTable
{
    private const string Name = "Guarded";

    /// <summary>Time stands still in it: what a row says of its moment must not tell two paths of an exploration apart.</summary>
    public static TableStore New() => new(new StoppedClock(TimeSpan.Zero));

    /// <summary>Every request is answered at once.</summary>
    public static TableClient Connect(TableStore table) => TableTransport.Connect(message => Task.FromResult(table.Answer(message))).GetTableClient(Name);

    /// <param name="caller">Whose requests these are: an exploration answers them.</param>
    /// <param name="retries">How often the client itself repeats a request that got no answer.</param>
    public static TableClient Connect(Caller caller, int retries) =>
        TableTransport.Connect(message => caller.AskAsync(world => world.Table.Answer(message)), retries).GetTableClient(Name);
}
