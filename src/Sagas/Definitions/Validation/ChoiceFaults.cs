using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>Finds what is wrong with save-points and the paths from them.</summary>
internal static class ChoiceFaults
{
    public static IEnumerable<DefinitionFault> Of(IReadOnlyList<StepDefinition> steps, IReadOnlyList<Choice> choices) =>
        choices.SelectMany(choice => Of(steps, choice));

    private static IEnumerable<DefinitionFault> Of(IReadOnlyList<StepDefinition> steps, Choice choice)
    {
        var pathOf = choice.Paths.Index().SelectMany(path => path.Item.Select(ordinal => (steps[ordinal].Name, path.Index)))
            .DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Index, StringComparer.Ordinal);
        return
        [
            .. choice.Paths.SelectMany(path => path).Select(ordinal => steps[ordinal]).Where(step => step.Kind.IsFinal()).Select(FinalFault),
            .. steps.SelectMany(step => ReachFaults(step, pathOf, ChoiceOrder.EndsOf(steps, choice))),
            .. BeginFaults(steps, choice, pathOf),
        ];
    }

    private static DefinitionFault FinalFault(StepDefinition step) => new(
        step.Name,
        DefinitionMember.Kind,
        $"{(step.Kind == StepKind.Pivot ? "Pivot" : "Retriable step")} '{step.Name}' stands on a path from a save-point, which must be undone before "
            + "an alternative begins; declare it after all paths, or make it a compensable step.");

    private static IEnumerable<DefinitionFault> ReachFaults(StepDefinition step, Dictionary<string, int> pathOf, IReadOnlyList<string> ends)
    {
        int? own = pathOf.TryGetValue(step.Name, out var path) ? path : null;
        foreach (var after in step.After.Where(after => pathOf.TryGetValue(after, out var other) && other != own))
        {
            if (own is not null)
            {
                yield return new(
                    step.Name,
                    DefinitionMember.After,
                    $"Step '{step.Name}' waits for '{after}', which stands on another path from the same save-point: only one of them is taken.");
            }
            else if (!ends.Contains(after))
            {
                yield return new(
                    step.Name,
                    DefinitionMember.After,
                    $"Step '{step.Name}' waits for '{after}' in the middle of a path from a save-point; "
                        + $"let it wait for the end, after which comes what comes after every path: {string.Join(", ", ends.Select(end => $"'{end}'"))}.");
            }
        }
    }

    // Begun before what stands before the save-point has ended well, a path would be none that leads on from there.
    private static IEnumerable<DefinitionFault> BeginFaults(IReadOnlyList<StepDefinition> steps, Choice choice, Dictionary<string, int> pathOf)
    {
        if (choice.Paths is not [[var first, ..], ..])
        {
            yield break;
        }

        string[] before = [.. steps[first].After.Where(after => !pathOf.ContainsKey(after))];
        foreach (var step in choice.Paths.SelectMany(path => path).Select(ordinal => steps[ordinal]).Where(step => !step.After.Any(pathOf.ContainsKey)))
        {
            if (before.Except(step.After).FirstOrDefault() is { } missing)
            {
                yield return new(
                    step.Name,
                    DefinitionMember.After,
                    $"Step '{step.Name}' may run before or beside '{missing}', after which the save-point of its path stands.",
                    new DefinitionCure(step.Name, missing));
            }
        }
    }
}
