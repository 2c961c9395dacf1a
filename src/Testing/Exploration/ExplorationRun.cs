using System.Collections.Concurrent;

namespace DurableSagas.Testing.Exploration;

/// <summary>Runs all cases of an exploration: each trouble, and then each with a crash before and after every commit.</summary>
/// <remarks>What is told is the first case that broke, in the order of troubles and without a crash if it can be.</remarks>
internal sealed class ExplorationRun(ExplorationPlan plan, ExplorationOptions options)
{
    private readonly ConcurrentDictionary<int, ExplorationException> _broken = new();
    private int _cases;

    /// <exception cref="ExplorationException">A case is not as it must be.</exception>
    /// <exception cref="InvalidOperationException">There are more cases than the options allow.</exception>
    public async Task<ExplorationResult> RunAsync(IReadOnlyList<Trouble> troubles, CancellationToken cancellationToken)
    {
        var ends = new CaseEnd?[troubles.Count];
        await EachAsync(troubles, async (trouble, index) => ends[index] = await RunAsync(trouble, crash: null), cancellationToken);
        var met = troubles.Index().Where(entry => ends[entry.Index] is { IsMet: true } && entry.Item.IsWorthACrash).Select(entry => entry.Item).ToArray();
        await EachAsync(met, (trouble, _) => CrashEverywhereAsync(trouble, cancellationToken), cancellationToken);
        return new ExplorationResult(
            _cases,
            troubles.Count,
            ends.Count(end => end!.WasStuck),
            [.. troubles.Index().Where(entry => !ends[entry.Index]!.IsMet).Select(entry => entry.Item.Name)]);
    }

    private async Task EachAsync(IReadOnlyList<Trouble> troubles, Func<Trouble, int, Task> runAsync, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(troubles.Index(), parallel, async (entry, _) =>
        {
            try
            {
                // What comes after a case that broke would not be told.
                await (_broken.Keys.Any(index => index < entry.Index) ? Task.CompletedTask : runAsync(entry.Item, entry.Index));
            }
            catch (ExplorationException broken)
            {
                _broken[entry.Index] = broken;
            }
        });

        if (!_broken.IsEmpty)
        {
            throw _broken.MinBy(entry => entry.Key).Value;
        }
    }

    private async Task CrashEverywhereAsync(Trouble trouble, CancellationToken cancellationToken)
    {
        foreach (var isAfter in new[] { false, true })
        {
            var hasCrashed = true;
            for (var commit = 1; hasCrashed; commit++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hasCrashed = (await RunAsync(trouble, new CrashPoint(commit, isAfter))).HasCrashed;
            }
        }
    }

    private Task<CaseEnd> RunAsync(Trouble trouble, CrashPoint? crash) => Interlocked.Increment(ref _cases) <= options.MaxCases
        ? new CaseRun(plan, trouble, crash).RunAsync()
        : throw new InvalidOperationException(
            $"Saga '{plan.Saga.Name}' has more than {options.MaxCases} cases: so many were run and held, the rest was not. "
            + $"Let {nameof(ExplorationOptions)}.{nameof(ExplorationOptions.MaxCases)} be higher.");
}
