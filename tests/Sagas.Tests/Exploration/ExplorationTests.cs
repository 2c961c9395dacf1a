using DurableSagas.Testing;

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
        var (cases, stuck) = (0, 0);

        await Parallel.ForEachAsync(Trouble.Of(explored.Saga), async (trouble, _) =>
        {
            var end = await new ExploredCase(explored, trouble).RunAsync();
            Interlocked.Add(ref stuck, end.WasStuck ? 1 : 0);
            Interlocked.Add(ref cases, 1 + (trouble.IsWorthACrash ? await CrashEverywhereAsync(explored, trouble) : 0));
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{explored.Saga.Name}: {cases} cases explored, {stuck} troubles left it stuck for a while.");
        Assert.True(cases > 100, $"Only {cases} cases were explored.");
        Assert.True(stuck > 0, "No trouble left the saga stuck.");
    }

    private static async Task<int> CrashEverywhereAsync(Explored explored, Trouble trouble)
    {
        var cases = 0;
        foreach (var crash in new Action<SagaTestHost, int>[] { (host, commit) => host.Faults.CrashBeforeCommit(commit), (host, commit) => host.Faults.CrashAfterCommit(commit) })
        {
            var crashed = true;
            for (var commit = 1; crashed; commit++, cases++)
            {
                var at = commit;
                crashed = (await new ExploredCase(explored, trouble) { Prepare = host => crash(host, at) }.RunAsync()).HasCrashed;
            }
        }

        return cases;
    }
}
