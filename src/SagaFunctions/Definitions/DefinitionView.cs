using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>A definition as callers see it.</summary>
internal sealed record DefinitionView(string Name, Protocol Protocol, int Version, TimeSpan? Deadline, IReadOnlyList<StepDefinitionView> Steps)
{
    public static DefinitionView Of(SagaDefinition definition) => new(
        definition.Name,
        definition.Protocol,
        definition.Version,
        definition.Deadline,
        [.. definition.Steps.Select(step => new StepDefinitionView(step.Name, step.Kind, step.After, CompensationOf(step)))]);

    private static string? CompensationOf(StepDefinition step) => step.Compensation switch
    {
        StepWork.Activity activity => activity.Function,
        StepWork.Event compensation => compensation.Queue,
        _ => null,
    };
}
