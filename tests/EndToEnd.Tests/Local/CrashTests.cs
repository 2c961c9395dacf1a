using System.Globalization;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class CrashTests
{
    private const int Rounds = 20;
    private const string SeedVariable = "DURABLESAGAS_SEED";

    [LocalFact]
    public async Task Kill_AtAnyMoment_EverySagaEndsAndEachEffectHappensOnce()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), TestContext.Current.CancellationToken);
        var random = new Random(seed);
        var app = new KilledApp(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), random, [new Sale(random), new Tour(random), new Remittances(random)]);
        await app.OpenAsync();

        for (var round = 0; round < Rounds; round++)
        {
            await app.StartSomeAndDieAsync();
        }

        var faults = await app.AuditAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{app.Sagas} sagas, {app.Interrupted} of them killed under way, {app.WorkerKills} kills of the worker alone; {SeedVariable}={seed} makes the same requests and counts the same moments.");
        Assert.True(faults.Count == 0, $"With {SeedVariable}={seed}:\n{string.Join('\n', faults)}");
        Assert.NotEqual(0, app.Interrupted);
        Assert.NotEqual(0, app.WorkerKills);
    }
}
