namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>A step that waits for too little.</summary>
/// <param name="After">What it must wait for, too.</param>
internal sealed record DefinitionCure(string Step, string After);
