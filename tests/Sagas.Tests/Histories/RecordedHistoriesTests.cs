using System.Runtime.CompilerServices;
using DurableSagas.Testing.Histories;

namespace DurableSagas.Sagas.Tests.Histories;

/// <summary>Instances that began before a change of the coordinators' code go on after it: their histories, recorded once and kept, replay against today's code.</summary>
/// <remarks>A new case is recorded by the explicit test below; what is recorded is never written over.</remarks>
public sealed class RecordedHistoriesTests
{
    private static readonly string _recorded = Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Names { get; } = [.. HistoryCase.All.Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task History_RecordedEarlier_ReplaysAgainstTodaysCode(string name)
    {
        await using var host = await Hosts.StartAsync();
        host.Register(HistoryCase.All.Single(known => known.Name == name).Saga);

        host.Replay(RecordedHistory.Load(Path.Combine(_recorded, $"{name}.json")));
    }

    [Fact]
    public void Histories_Kept_AreThoseOfTheCases()
    {
        var kept = Directory.GetFiles(_recorded, "*.json").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(HistoryCase.All.Select(known => known.Name).Order(), kept.Order());
    }

    [Fact(Explicit = true)]
    public async Task Histories_NotYetKept_AreRecorded()
    {
        foreach (var known in HistoryCase.All.Where(known => !File.Exists(SourceOf(known))))
        {
            var participant = new Participant();
            await using var host = await Hosts.StartAsync(participant);
            host.Register(Shapes.Child);
            known.Arrange(host, participant);

            await known.DriveAsync(host, await host.StartAsync(known.Saga, new Order(), known.Name));

            host.HistoryOf(known.Name).Save(SourceOf(known));
        }
    }

    private static string SourceOf(HistoryCase known) => Path.Combine(Folder(), $"{known.Name}.json");

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
