namespace DurableSagas.Sagas.Definitions.Choices;

/// <summary>The steps with which a path ends: none of its own waits for them.</summary>
internal static class PathEnds
{
    public static IEnumerable<TStep> Of<TStep>(IReadOnlyList<TStep> path, Func<TStep, string> nameOf, Func<TStep, IReadOnlyList<string>> afterOf) =>
        path.Where(step => !path.Any(other => afterOf(other).Contains(nameOf(step))));
}
