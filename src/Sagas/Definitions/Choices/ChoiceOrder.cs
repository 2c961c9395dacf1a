namespace DurableSagas.Sagas.Definitions.Choices;

/// <summary>How steps wait for choices.</summary>
internal static class ChoiceOrder
{
    /// <summary>The steps, those that wait for the end of one path waiting for the ends of all: whichever is taken, they come after it.</summary>
    public static IReadOnlyList<StepDefinition> Joined(IReadOnlyList<StepDefinition> steps, IReadOnlyList<Choice> choices)
    {
        var joined = steps.ToArray();
        foreach (var choice in choices)
        {
            var ends = EndsOf(steps, choice);
            var inside = choice.Paths.SelectMany(path => path).ToHashSet();
            foreach (var (ordinal, step) in joined.Index().Where(entry => !inside.Contains(entry.Index) && entry.Item.After.Any(ends.Contains)).ToArray())
            {
                joined[ordinal] = step with { After = [.. step.After.Concat(ends).Distinct(StringComparer.Ordinal)] };
            }
        }

        return joined;
    }

    /// <summary>The names of the steps with which the paths end: none of the same path waits for them.</summary>
    public static IReadOnlyList<string> EndsOf(IReadOnlyList<StepDefinition> steps, Choice choice) =>
    [
        .. choice.Paths
            .SelectMany(path => PathEnds.Of([.. path.Select(ordinal => steps[ordinal])], step => step.Name, step => step.After))
            .Select(step => step.Name),
    ];
}
