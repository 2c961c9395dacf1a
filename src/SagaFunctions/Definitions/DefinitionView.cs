using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>A definition as callers see it.</summary>
/// <param name="IsStored">False when it is one of the app's code; null of what a saga runs, which may have brought it itself.</param>
internal sealed record DefinitionView(
    string Name,
    Protocol Protocol,
    int Version,
    TimeSpan? Deadline,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IsStored,
    IReadOnlyList<StepDefinitionView> Steps)
{
    /// <summary>How long after its completion it may be undone on request; null when it may not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? UndoableFor { get; init; }

    /// <summary>Its save-points with their paths, in declaration order; null when it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChoiceDefinitionView>? Choices { get; init; }

    /// <summary>Of a stored one, where it is asked for by its name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Document { get; init; }

    public static DefinitionView Of(SagaDefinition definition) => Of(definition, isStored: false);

    public static DefinitionView Of(StoredDefinition stored) => Of(DeclaredSaga.DefinitionOf(stored.Document), isStored: true);

    public static DefinitionView WithDocument(StoredDefinition stored) => Of(stored) with { Document = JsonElement.Parse(stored.Text) };

    public static DefinitionView OfSaga(SagaDefinition definition) => Of(definition, isStored: null);

    private static DefinitionView Of(SagaDefinition definition, bool? isStored) => new(
        definition.Name,
        definition.Protocol,
        definition.Version,
        definition.Deadline,
        isStored,
        [.. definition.Steps.Select(step => StepDefinitionView.Of(definition, step))])
    {
        UndoableFor = definition.UndoableFor,
        Choices = definition.Choices.Count == 0 ? null : [.. definition.Choices.Select(choice => ChoiceDefinitionView.Of(definition, choice))],
    };
}
