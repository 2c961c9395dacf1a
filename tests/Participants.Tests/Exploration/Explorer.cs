using System.Collections.Immutable;

namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>Tries every order in which the requests of several callers can reach the world, with a bounded number of faults.</summary>
/// <remarks>
/// Two paths that lead to the same stored state and the same answers go on alike, so what follows is tried once and its
/// paths are counted for both: every interleaving is covered, and counted exactly.
/// </remarks>
internal sealed class Explorer(IScenario scenario, int faults)
{
    private readonly Dictionary<string, UInt128> _known = [];
    private readonly Stack<string> _path = [];

    public int States => _known.Count;

    public UInt128 Interleavings { get; private set; }

    public async Task RunAsync()
    {
        ImmutableArray<Standpoint> callers = [.. scenario.Calls.Select((call, index) => new Standpoint($"{index}", call, []))];
        Interleavings = await ExploreAsync(new Situation(scenario.Start, callers, [.. callers.Select(_ => false)], [], faults));
    }

    private async Task<UInt128> ExploreAsync(Situation situation)
    {
        var key = situation.Key;

        if (!_known.TryGetValue(key, out var count))
        {
            count = _known[key] = await CountAsync(situation);
        }

        return count;
    }

    private async Task<UInt128> CountAsync(Situation situation)
    {
        var count = UInt128.Zero;

        foreach (var (name, next) in situation.Next())
        {
            _path.Push(name);
            count += await ExploreAsync(next);
            _path.Pop();
        }

        await CheckAsync(situation, ended: count == 0);
        return count == 0 ? 1 : count;
    }

    private async Task CheckAsync(Situation situation, bool ended)
    {
        try
        {
            scenario.CheckAlways(situation.World);
            await (ended ? scenario.CheckEndAsync(situation.World.Clone(), [.. situation.Callers.Select(caller => caller.Result)]) : Task.CompletedTask);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"Broken after: {string.Join("; ", _path.Reverse())}.\n{situation.World.State}\n{broken.Message}", broken);
        }
    }
}
