using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Definitions.Validation;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>Finds the references of a document that could lead nowhere.</summary>
internal sealed class ReferenceFaults
{
    private readonly IReadOnlyList<PlannedStep> _plan;
    private readonly IReadOnlyDictionary<string, DeclaredParameter> _parameters;
    private readonly StepOrder _order;
    private readonly IReadOnlyList<IReadOnlyList<string>> _paths;

    private ReferenceFaults(
        IReadOnlyList<PlannedStep> plan, IReadOnlyDictionary<string, DeclaredParameter> parameters, IReadOnlyList<Choice> choices)
    {
        (_plan, _parameters, _order) = (plan, parameters, StepOrder.Of([.. plan.Select(step => step.Definition)]));
        _paths =
        [
            .. choices.SelectMany(choice => choice.Paths).Select(path => (IReadOnlyList<string>)[.. path.Select(ordinal => plan[ordinal].Definition.Name)]),
        ];
    }

    public static IEnumerable<(string Place, string Fault)> Of(
        IReadOnlyList<PlannedStep> plan, IReadOnlyDictionary<string, DeclaredParameter> parameters, IReadOnlyList<Choice> choices)
    {
        var faults = new ReferenceFaults(plan, parameters, choices);
        return plan.SelectMany(faults.Of);
    }

    private IEnumerable<(string Place, string Fault)> Of(PlannedStep step)
    {
        var needed = NeededBy(step);
        return from found in FoundIn(step, needed)
               where found.Fault is not null
               select (found.Place, found.Fault!);
    }

    private IEnumerable<(string Place, string? Fault)> FoundIn(PlannedStep step, HashSet<string> needed) =>
    [
        .. from found in ConditionReferences.In(step.When, $"{step.Part?.Place}/when")
           select (found.Place, FaultOf(step, found.Reference)),
        .. from found in step.SubSaga?.Request is { } request ? ResultReferences.In(request.ToElement(), $"{step.Part!.Place}/request") : []
           select (found.Place, FaultOf(step, found.Reference)),
        .. from planned in step.Calls
           from found in ResultReferences.In(planned.Call, planned.Place)
           select (found.Place, FaultOf(step, planned, found, needed)),
    ];

    private string? FaultOf(PlannedStep step, PlannedCall planned, (string Place, ResultReference? Reference) found, HashSet<string> needed)
    {
        if (found.Reference is not { } reference || planned != step.Compensation || reference.Step != step.ResultName)
        {
            return FaultOf(step, found.Reference) ?? (found.Place == $"{planned.Place}/path" ? FaultOfPath(step, found.Reference!, needed) : null);
        }

        // Whoever tries or prepares is cancelled or aborted also if nobody knows the answer, and a path cannot do without.
        return planned.Operation.UndoesAnAsking() && found.Place == $"{planned.Place}/path"
            ? $"{planned.Operation} may be needed when the answer of '{reference.Step}' is unknown: its path cannot refer to it; "
                + "its body can, and then has null."
            : null;
    }

    private string? FaultOf(PlannedStep step, ResultReference? found) => found switch
    {
        null => "Expected a reference such as 'step#/json/pointer', or a parameter's name.",
        { IsParameter: true } reference => IsParameter(reference.Step) ? null : $"There is no {reference.Source}.",
        var reference => _plan.Any(earlier => earlier.ResultName == reference.Step && _order.IsBefore(earlier.Definition.Name, step.Definition.Name))
            ? null
            : $"Step '{step.Definition.Name}' cannot refer to the result of '{reference.Step}', which is no step that always comes before it.",
    };

    private string? FaultOfPath(PlannedStep step, ResultReference reference, HashSet<string> needed) =>
        MayBeMissing(step, reference) && !needed.Contains(reference.Step)
            ? $"A path cannot do without {reference.Source}, which may be missing: let the step run only when it exists. A body can, and then has null."
            : null;

    // Which path is taken, a step beside or after all of them cannot know.
    private bool MayBeMissing(PlannedStep step, ResultReference reference) => reference.IsParameter
        ? _parameters.Any(parameter => ResultReference.NameOf(parameter.Key) == reference.Step && !parameter.Value.Required)
        : _plan.Any(earlier =>
            earlier.ResultName == reference.Step && (earlier.When is not null || (PathOf(earlier) >= 0 && PathOf(earlier) != PathOf(step))));

    private int PathOf(PlannedStep step) => _paths.Index().FirstOrDefault(path => path.Item.Contains(step.Definition.Name), (-1, [])).Index;

    private bool IsParameter(string name) => _parameters.Keys.Any(parameter => ResultReference.NameOf(parameter) == name);

    // What a step needs that this one needs is there, too.
    private HashSet<string> NeededBy(PlannedStep step)
    {
        HashSet<string> needed = new(StringComparer.Ordinal);
        Queue<DeclaredCondition?> left = new([step.When]);
        while (left.TryDequeue(out var condition))
        {
            foreach (var name in ConditionReferences.NeededBy(condition).Where(needed.Add))
            {
                left.Enqueue(_plan.FirstOrDefault(earlier => earlier.ResultName == name)?.When);
            }
        }

        return needed;
    }
}
