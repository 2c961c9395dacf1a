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
        var sale = new Sale(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), new Random(seed));
        await sale.OpenAsync();

        for (var round = 0; round < Rounds; round++)
        {
            await sale.TakeOrdersAndDieAsync(Case.All);
        }

        var faults = await sale.AuditAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{sale.Purchases.Count} sagas, {sale.Interrupted} of them killed under way; {SeedVariable}={seed} makes the same orders and counts the same moments.");
        Assert.True(faults.Count == 0, $"With {SeedVariable}={seed}:\n{string.Join('\n', faults)}");
        Assert.NotEqual(0, sale.Interrupted);
    }
}
