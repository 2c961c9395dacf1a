using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>The save-points of a declared saga, and what its steps wait for that do not say it.</summary>
internal sealed class DeclaredChoices
{
    private const string NoAlternative =
        "No step after this save-point has alternatives before the next one; give 'alternatives' to the step with which its path ends.";

    private readonly List<Choice> _choices = [];
    private readonly List<Func<IReadOnlyList<StepDefinition>, IReadOnlyList<string>>> _previous = [];

    private DeclaredChoices(DeclaredTransaction document)
    {
        Func<IReadOnlyList<StepDefinition>, IReadOnlyList<string>> last = _ => [];
        int? begun = null;
        foreach (var step in document.Steps ?? [])
        {
            begun = step.SavePoint ? _previous.Count : begun;
            var ordinal = Add(last);
            last = _ => [step.Name];
            if (step.Alternatives is { } alternatives)
            {
                var first = begun ?? ordinal;
                var choice = new Choice([[.. Enumerable.Range(first, ordinal - first + 1)], .. alternatives.Select(path => Add(path, first))]);
                _choices.Add(choice);
                last = steps => ChoiceOrder.EndsOf(steps, choice);
                begun = null;
            }
        }
    }

    public static IReadOnlyList<Choice> Of(DeclaredTransaction document) => new DeclaredChoices(document)._choices;

    /// <summary>The steps, each with what it waits for.</summary>
    /// <param name="steps">In the order of <see cref="DeclaredTransaction.AllSteps"/>; those that do not say what they wait for wait for nothing.</param>
    public static IReadOnlyList<StepDefinition> Ordered(DeclaredTransaction document, IReadOnlyList<StepDefinition> steps)
    {
        var choices = new DeclaredChoices(document);
        var ordered = steps.ToArray();
        foreach (var (ordinal, entry) in document.AllSteps.Index())
        {
            ordered[ordinal] = ordered[ordinal] with { After = entry.Step.After ?? choices._previous[ordinal](ordered) };
        }

        return ChoiceOrder.Joined(ordered, choices._choices);
    }

    /// <summary>What the engine's definition cannot have: it has no place for it.</summary>
    public static IEnumerable<(string Place, string Fault)> Faults(DeclaredTransaction document)
    {
        string? begun = null;
        foreach (var (step, place) in (document.Steps ?? []).Select((step, ordinal) => (step, $"/steps/{ordinal}")))
        {
            if (step.SavePoint && begun is not null)
            {
                yield return (begun, NoAlternative);
            }

            begun = step.SavePoint ? $"{place}/savePoint" : begun;
            if (step.Alternatives is not { } alternatives)
            {
                continue;
            }

            begun = null;
            if (alternatives.Count == 0 || alternatives.Any(path => path.Count == 0))
            {
                yield return ($"{place}/alternatives", "Expected at least one path, and at least one step on each.");
            }

            foreach (var nested in step.WithAlternatives(place).Skip(1).Where(entry => entry.Step.SavePoint || entry.Step.Alternatives is not null))
            {
                yield return (
                    nested.Place,
                    $"Step '{nested.Step.Name}' stands on an alternative, which can have neither a save-point nor alternatives of its own; "
                        + "move them into a sub-saga.");
            }
        }

        if (begun is not null)
        {
            yield return (begun, NoAlternative);
        }
    }

    private int Add(Func<IReadOnlyList<StepDefinition>, IReadOnlyList<string>> previous)
    {
        _previous.Add(previous);
        return _previous.Count - 1;
    }

    // Its first step waits for what the first path waits for.
    private int[] Add(IReadOnlyList<DeclaredStep> path, int first) =>
    [
        .. path.Select((_, place) => place == 0 ? Add(steps => steps[first].After) : Add(_ => [path[place - 1].Name])),
    ];
}
