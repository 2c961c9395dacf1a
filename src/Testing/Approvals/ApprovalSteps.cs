using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Testing.Functions;
using DurableSagas.Testing.Hub;

namespace DurableSagas.Testing.Approvals;

/// <summary>The approvals of the sagas under way, and which of them are waited for.</summary>
internal sealed class ApprovalSteps(TaskHub hub, Orchestrators orchestrators)
{
    /// <summary>The approvals of every definition that the kit knows.</summary>
    public IEnumerable<string> Names => orchestrators.Definitions.SelectMany(ApprovalsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Those that an instance waits for now.</summary>
    public IEnumerable<(Instance Instance, string Step)> Waiting() => hub.All().Where(instance => !instance.HasEnded)
        .SelectMany(instance => WaitingIn(instance), (instance, step) => (instance, step));

    /// <summary>Whether an instance waits for an approval now.</summary>
    public bool IsWaiting(string id, string step) => hub.Find(id) is { HasEnded: false } instance && WaitingIn(instance).Contains(step);

    /// <summary>The approval's name as its definition has it.</summary>
    /// <exception cref="InvalidOperationException">The instance has no such approval that could still be answered.</exception>
    public string Require(string id, string approval)
    {
        var instance = hub.Find(id) ?? throw new InvalidOperationException($"There is no instance '{id}', so nobody can answer its approval '{approval}'.");
        var definition = DefinitionOf(instance) ?? throw new InvalidOperationException(
            $"Instance '{id}' runs orchestrator '{instance.Start.Name}', of whose definition the kit knows nothing. "
            + $"Raise the event '{approval}' with the host's Client, or name the orchestrator as its saga: '{{Name}}Orchestrator' beside '{{Name}}Saga'.");
        var step = ApprovalsOf(definition).FirstOrDefault(name => string.Equals(name, approval, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException(
                $"Saga '{definition.Name}' of instance '{id}' has no approval '{approval}'. {Has(definition)} {WaitsFor(instance)}");
        if (instance.HasEnded)
        {
            throw new InvalidOperationException($"Approval '{step}' of instance '{id}' can no longer be answered: the instance is {instance.Status}.");
        }

        return StatusOf(instance, definition, step) is var status and not (StepStatus.Pending or StepStatus.Running)
            ? throw new InvalidOperationException($"Approval '{step}' of instance '{id}' can no longer be answered: it is {status}. {WaitsFor(instance)}")
            : step;
    }

    private static IEnumerable<string> ApprovalsOf(SagaDefinition definition) =>
        definition.Steps.Where(step => step.Action is StepWork.Approval).Select(step => step.Name);

    private static string Has(SagaDefinition definition) =>
        ApprovalsOf(definition).ToArray() is { Length: > 0 } names ? $"It has: {string.Join(", ", names)}." : "It has none.";

    private SagaDefinition? DefinitionOf(Instance instance) => orchestrators.DefinitionOf(instance.Start.Name, instance.Start.Version);

    private string WaitsFor(Instance instance) =>
        WaitingIn(instance).ToArray() is { Length: > 0 } names ? $"It waits for: {string.Join(", ", names)}." : "It waits for none now.";

    private IEnumerable<string> WaitingIn(Instance instance) => DefinitionOf(instance) is { } definition
        ? ApprovalsOf(definition).Where(step => StatusOf(instance, definition, step) == StepStatus.Running)
        : [];

    // By ordinal: a status of many steps is told without their names.
    private static StepStatus StatusOf(Instance instance, SagaDefinition definition, string step)
    {
        var ordinal = definition.Steps.Index().First(entry => entry.Item.Name == step).Index;
        return SagaProgress.Read(instance.CustomStatus)?.Steps.FirstOrDefault(known => known.Ordinal == ordinal)?.Status ?? StepStatus.Pending;
    }
}
