using System.Diagnostics;
using System.Globalization;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class ConservationTests
{
    private const int Rounds = 4;
    private const int TransfersARound = 60;

    // A sixth of those that each protocol is asked for; nine tenths complete on a machine that has nothing else to do.
    private const int LeastCompleted = Rounds * TransfersARound / 18;
    private const string SeedVariable = "DURABLESAGAS_SEED";

    [LocalFact]
    public async Task Transfers_ByAllProtocolsWithFaultsAndKills_ConserveTheMoneyToTheCent()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        var begun = Stopwatch.GetTimestamp();
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), TestContext.Current.CancellationToken);
        var clearing = new Clearing(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), seed);
        await clearing.OpenAsync();

        for (var round = 0; round < Rounds; round++)
        {
            await clearing.TransferAndDieAsync(TransfersARound, untilEnded: TransfersARound / 2);
        }

        var faults = await clearing.SettleAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{SeedVariable}={seed}: {string.Join(", ", clearing.Ends)}, {clearing.Rewound} of them rewound, in {Stopwatch.GetElapsedTime(begun)}.");
        Assert.True(faults.Count == 0, $"With {SeedVariable}={seed}:\n{string.Join('\n', faults)}");
        Assert.All(Bank.Protocols, protocol => Assert.True(clearing.Ends.GetValueOrDefault($"{protocol} Completed") > LeastCompleted, $"Of {protocol} {clearing.Ends.GetValueOrDefault($"{protocol} Completed")} have completed: this run proved too little."));
    }
}
