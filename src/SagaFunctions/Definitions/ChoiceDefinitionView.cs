using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>A save-point as callers see it, with the paths that lead on from it.</summary>
/// <param name="After">The steps that it comes after.</param>
/// <param name="Paths">The steps of each, in the order in which they are tried.</param>
internal sealed record ChoiceDefinitionView(IReadOnlyList<string> After, IReadOnlyList<IReadOnlyList<string>> Paths)
{
    public static ChoiceDefinitionView Of(SagaDefinition definition, Choice choice) => new(
        definition.Steps[choice.Paths[0][0]].After,
        [.. choice.Paths.Select(path => (IReadOnlyList<string>)[.. path.Select(ordinal => definition.Steps[ordinal].Name)])]);
}
