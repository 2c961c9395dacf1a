using DurableSagas.Testing.Exploration;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Every definition, with every trouble at every step, with and without a crash before and after every commit.</summary>
public sealed class ExplorationTests
{
    public static TheoryData<int> Sagas => [.. Enumerable.Range(0, Explored.All.Count)];

    [Theory]
    [MemberData(nameof(Sagas))]
    public async Task Saga_EveryTroubleAndEveryCrash_EndsAllDoneAllUndoneOrStuckWithTheTruth(int index)
    {
        var explored = Explored.All[index];

        var result = await new ExplorationRun(explored.Plan, new ExplorationOptions())
            .RunAsync([.. Troubles.Of(explored.Saga), .. MoreTroubles.Of(explored.Saga)], TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{explored.Saga.Name}: {result.Cases} cases explored, {result.Stuck} troubles left it stuck for a while. Never met: {string.Join(", ", result.NeverMet)}.");
        Assert.True(result.Cases > 100, $"Only {result.Cases} cases were explored.");
        Assert.True(result.Stuck > 0, "No trouble left the saga stuck.");
    }
}
