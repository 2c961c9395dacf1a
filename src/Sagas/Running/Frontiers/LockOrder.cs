namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>
/// Which step waits for which before it locks: in the order of their keys, the same for all sagas, so that no two of them
/// wait for each other.
/// </summary>
internal static class LockOrder
{
    /// <summary>By ordinal: the step whose lock must be held before, if there is one.</summary>
    public static int?[] Of(IReadOnlyList<RunStep> steps)
    {
        var before = new int?[steps.Count];
        var locking = Enumerable.Range(0, before.Length)
            .Select(ordinal => (Ordinal: ordinal, Key: steps[ordinal].Lock))
            .Where(step => step.Key is { Length: > 0 })
            .OrderBy(step => step.Key, StringComparer.Ordinal)
            .ThenBy(step => steps[step.Ordinal].Definition.Name, StringComparer.Ordinal)
            .Select(step => step.Ordinal)
            .ToArray();
        foreach (var (first, next) in locking.Zip(locking.Skip(1)))
        {
            before[next] = first;
        }

        return before;
    }
}
