namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>Which step comes before which, through all the steps between.</summary>
internal sealed class StepOrder
{
    private readonly Dictionary<string, HashSet<string>> _ancestors = new(StringComparer.Ordinal);
    private readonly List<DefinitionFault> _faults = [];

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public static StepOrder Of(IReadOnlyList<StepDefinition> steps)
    {
        var order = new StepOrder();
        var byName = steps.GroupBy(step => step.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var step in steps)
        {
            order.Visit(step, byName, []);
        }

        return order;
    }

    public bool IsBefore(string earlier, string later) => _ancestors.TryGetValue(later, out var ancestors) && ancestors.Contains(earlier);

    private HashSet<string> Visit(StepDefinition step, Dictionary<string, StepDefinition> byName, List<string> path)
    {
        if (_ancestors.TryGetValue(step.Name, out var known))
        {
            return known;
        }

        if (path.Contains(step.Name))
        {
            _faults.Add(new(
                step.Name,
                DefinitionMember.After,
                $"Steps wait for each other in a cycle: {string.Join(" → ", path.SkipWhile(name => name != step.Name))} → {step.Name}."));
            return [];
        }

        HashSet<string> ancestors = new(StringComparer.Ordinal);
        foreach (var name in step.After)
        {
            ancestors.Add(name);
            if (byName.TryGetValue(name, out var predecessor))
            {
                ancestors.UnionWith(Visit(predecessor, byName, [.. path, step.Name]));
            }
            else
            {
                _faults.Add(new(step.Name, DefinitionMember.After, $"Step '{step.Name}' waits for '{name}', which is no step of this saga."));
            }
        }

        return _ancestors[step.Name] = ancestors;
    }
}
