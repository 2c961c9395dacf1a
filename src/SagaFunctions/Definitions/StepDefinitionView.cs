using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>A step as callers see it.</summary>
internal sealed record StepDefinitionView(string Name, StepKind Kind, IReadOnlyList<string> After, string? Compensation);
