using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Testing.Functions;

namespace DurableSagas.Testing.Faults;

/// <summary>What a fault can be ordered for: the app's activities, and the calls of definitions that share one.</summary>
internal sealed class FaultNames(AppFunctions app, Orchestrators orchestrators)
{
    // Called on behalf of steps whose own names tell them apart, or with no step to fail.
    private static readonly HashSet<string> _unnamed =
        [TimelineRecorder.RecordTimeline, CompensationRequester.RequestCompensation, DeclaredSaga.CallParticipant];

    /// <exception cref="ArgumentException">Nothing of that name would ever meet the fault.</exception>
    public void Require(string activity)
    {
        if (!IsActivity(activity) && !orchestrators.Definitions.SelectMany(KeysOf).Contains(activity, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There is no activity '{activity}' that could meet a fault. {Hint(activity)}", nameof(activity));
        }
    }

    private static IEnumerable<string> KeysOf(SagaDefinition definition) => definition.Steps.SelectMany(step => step.Activities);

    private bool IsActivity(string name) => app.Activities.TryGetValue(name, out var function) && function.Name == name && !_unnamed.Contains(name);

    private string Hint(string activity) => orchestrators.Definitions.SelectMany(definition => definition.Steps)
        .Any(step => step.Name == activity && step.Action is StepWork.Approval)
            ? "It is an approval: say with the host's Approvals what is answered, or leave it, and nobody answers."
            : $"Known: {string.Join(", ", Known)}. "
                + "Is it of a definition that is none of the app's, or of a declared transaction? Register that with the host first.";

    private IEnumerable<string> Known => app.Activities.Keys.Where(IsActivity).Concat(orchestrators.Definitions.SelectMany(KeysOf))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
