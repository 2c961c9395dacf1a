using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>When a saga takes a cancel.</summary>
internal static class CancelRule
{
    private const string Allowed = "it can be cancelled";

    /// <param name="found">By the task hub; null when it has no instance.</param>
    /// <param name="viewed">By the saga's view.</param>
    /// <param name="definition">Null when its version is not registered: nothing is known of its pivot then.</param>
    /// <exception cref="ProblemException">409: it is not under way, or nothing can be undone any more.</exception>
    public static void Require(string id, SagaStanding? found, SagaStatus viewed, SagaDefinition? definition)
    {
        var standing = UnderWayRule.Require(id, found, viewed, Allowed);
        if (standing.InstanceId != id)
        {
            throw UnderWayRule.Conflict(id, $"Saga '{id}' is being undone, after it had completed: that goes on to its end.");
        }

        var steps = (standing.Progress?.Steps ?? []).ToDictionary(step => step.Ordinal);
        StepStatus StatusOf(int ordinal) => steps.GetValueOrDefault(ordinal)?.Status ?? StepStatus.Pending;
        bool HasPassed(int ordinal) =>
            definition!.Steps[ordinal].Kind != StepKind.Compensable && StatusOf(ordinal) is not (StepStatus.Pending or StepStatus.Skipped);
        if (definition?.IsPastPivot(StatusOf) == true)
        {
            var step = Enumerable.Range(0, definition.Steps.Count).First(HasPassed);
            throw UnderWayRule.Conflict(
                id,
                $"Saga '{id}' is {standing} and has passed its point of no return: step '{definition.Steps[step].Name}' is {StatusOf(step)}. "
                + $"{UnderWayRule.Capital(Allowed)} before that; now it goes on to its end.");
        }
    }
}
