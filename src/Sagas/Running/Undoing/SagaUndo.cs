using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;

namespace DurableSagas.Sagas.Running.Undoing;

/// <summary>Undoes a saga that has completed, by a run of its own: what its definition's <c>UndoWithin</c> allows.</summary>
public static class SagaUndo
{
    /// <summary>The step that nothing takes back: its pivot, if that has worked and has no compensation. Null when there is none.</summary>
    public static string? FinalStepOf(SagaDefinition definition, SagaOutcome completed) => definition.Steps
        .FirstOrDefault(step => step is { Kind: StepKind.Pivot, Compensation: null } && completed.Done?.HasSucceeded(step.Name) == true)?.Name;

    /// <summary>The input of the run that undoes it: instance <see cref="SubSagaId.UndoInstanceOf"/> of the same orchestrator and version.</summary>
    /// <param name="input">Of the saga's own instance, as JSON.</param>
    /// <param name="completed">The outcome of that instance, with what undoing takes.</param>
    /// <param name="reason">Why it is undone; the outcome says so.</param>
    /// <exception cref="ArgumentException">It has not completed, or its definition did not allow it to be undone.</exception>
    public static object InputOf(string input, SagaOutcome completed, string reason)
    {
        if (completed.Done is not { At: { } at } done)
        {
            throw new ArgumentException(
                $"Its outcome is {completed.Status} and does not say what undoing takes: expected one that completed under a definition with UndoWithin.",
                nameof(completed));
        }

        var before = new SagaCompletion(at) { Result = completed.Result, Approvals = completed.Approvals, Interventions = completed.Interventions };
        return UndoInput.Of(JsonElement.Parse(input), done with { Reason = reason, Before = before });
    }
}
