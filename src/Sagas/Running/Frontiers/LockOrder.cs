using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>
/// Which step waits for which before it locks: in the order of their keys, the same for all sagas, so that no two of them
/// wait for each other.
/// </summary>
public static class LockOrder
{
    /// <summary>By ordinal: the step whose lock must be held before, if there is one.</summary>
    /// <param name="keys">By ordinal: what the step locks; null or empty where it locks nothing.</param>
    public static IReadOnlyList<int?> Of(SagaDefinition definition, IReadOnlyList<string?> keys)
    {
        var before = new int?[keys.Count];
        var locking = keys.Index()
            .Where(step => step.Item is { Length: > 0 })
            .OrderBy(step => step.Item, StringComparer.Ordinal)
            .ThenBy(step => definition.Steps[step.Index].Name, StringComparer.Ordinal)
            .Select(step => step.Index)
            .ToArray();
        foreach (var (first, next) in locking.Zip(locking.Skip(1)))
        {
            before[next] = first;
        }

        return before;
    }
}
