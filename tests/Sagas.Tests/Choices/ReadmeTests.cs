using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;
using PackDry = DurableSagas.Sagas.Tests.Letters.D;
using PackLight = DurableSagas.Sagas.Tests.Letters.B;
using Pay = DurableSagas.Sagas.Tests.Letters.F;
using RecallFlight = DurableSagas.Sagas.Tests.Letters.UndoC;
using RecallShip = DurableSagas.Sagas.Tests.Letters.UndoE;
using Release = DurableSagas.Sagas.Tests.Letters.UndoA;
using Reserve = DurableSagas.Sagas.Tests.Letters.A;
using SendBill = DurableSagas.Sagas.Tests.Voters.P;
using ShipByAir = DurableSagas.Sagas.Tests.Letters.C;
using ShipBySea = DurableSagas.Sagas.Tests.Letters.E;
using Unpack = DurableSagas.Sagas.Tests.Letters.UndoB;
using UnpackDry = DurableSagas.Sagas.Tests.Letters.UndoD;

namespace DurableSagas.Sagas.Tests.Choices;

/// <summary>What the README shows of save-points, word by word.</summary>
public sealed class ReadmeTests
{
    private static readonly SagaDefinition<Order> _parcel =
        Saga.For<Order>("parcel")
            .Step<Reserve>().CompensateWith<Release>()
            .SavePoint()
            .Step<PackLight>().CompensateWith<Unpack>()
            .Step<ShipByAir>().CompensateWith<RecallFlight>()
            .Alternative(path => path
                .Step<PackDry>().CompensateWith<UnpackDry>()
                .Step<ShipBySea>().CompensateWith<RecallShip>())
            .Step<Pay>().OrElse<SendBill>()
            .Build();

    [Fact]
    public async Task Parcel_ThatCannotFly_IsSentBySea()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<ShipByAir>(Fault.Refuses("fog"));
        host.Faults.On<Pay>(Fault.Refuses("no card"));

        var outcome = await host.RunAsync(_parcel, new Order(), "parcel-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "UndoB", "D", "E", "F", "P"], host.ActivityCalls);
    }

    [Fact]
    public async Task Readme_ItsExample_IsWhatTheseTestsRun()
    {
        var readme = await ReadAsync("README.md");
        var example = readme.Split("```csharp\n").Single(part => part.Contains(".SavePoint()", StringComparison.Ordinal) && part.Contains("ShipBySea", StringComparison.Ordinal)).Split("```")[0];

        Assert.Contains(Trimmed(example), Trimmed(await ReadAsync("ReadmeTests.cs")), StringComparison.Ordinal);
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    private static Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Choices", file), TestContext.Current.CancellationToken);
}
