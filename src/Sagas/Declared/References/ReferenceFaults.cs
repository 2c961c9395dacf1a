using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>Finds the references of a document that could lead nowhere.</summary>
internal static class ReferenceFaults
{
    public static IEnumerable<(string Place, string Fault)> Of(IReadOnlyList<PlannedStep> plan)
    {
        var order = StepOrder.Of([.. plan.Select(step => step.Definition)]);
        return from step in plan
               from planned in step.Calls
               from found in ResultReferences.In(planned.Call, planned.Place)
               let fault = FaultOf(plan, order, step, planned, found)
               where fault is not null
               select (found.Place, fault);
    }

    private static string? FaultOf(
        IReadOnlyList<PlannedStep> plan, StepOrder order, PlannedStep step, PlannedCall planned, (string Place, ResultReference? Reference) found)
    {
        if (found.Reference is not { } reference)
        {
            return "Expected a reference such as 'step#/json/pointer'.";
        }

        var isOwn = planned == step.Compensation && reference.Step == step.ResultName;
        // Whoever tries or prepares is cancelled or aborted also if nobody knows the answer, and a path cannot do without.
        if (isOwn && planned.Operation.UndoesAnAsking() && found.Place == $"{planned.Place}/path")
        {
            return $"{planned.Operation} may be needed when the answer of '{reference.Step}' is unknown: its path cannot refer to it; "
                + "its body can, and then has null.";
        }

        return isOwn || plan.Any(earlier => earlier.ResultName == reference.Step && order.IsBefore(earlier.Definition.Name, step.Definition.Name))
            ? null
            : $"Step '{step.Definition.Name}' cannot refer to the result of '{reference.Step}', which is no step that always comes before it.";
    }
}
