using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Projections.Queries;

/// <summary>What follows of a saga's save-points from its steps and its definition.</summary>
internal static class ChoiceFacts
{
    /// <summary>Null when there are none.</summary>
    public static IReadOnlyList<ChoiceView>? Of(SagaView saga, SagaDefinition definition)
    {
        if (definition.Choices.Count == 0)
        {
            return null;
        }

        var order = RunOrder.Of(definition, saga.Steps);
        return [.. definition.Choices.Select(choice => Of(saga, definition, choice, order))];
    }

    private static ChoiceView Of(SagaView saga, SagaDefinition definition, Choice choice, ForwardOrder order) => new(
        definition.Steps[choice.Paths[0][0]].After,
        [.. choice.Paths.Select(path => (IReadOnlyList<string>)[.. path.Select(ordinal => definition.Steps[ordinal].Name)])],
        [.. choice.Paths.Index().Where(path => path.Item.Any(ordinal => HasBegun(saga.Steps[ordinal]))).Select(path => path.Index)])
    {
        Taken = order.TakenOf(choice),
    };

    private static bool HasBegun(StepView step) => step.Status is not (StepStatus.Pending or StepStatus.Skipped);
}
