namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>What a start of a stored definition sends by this name.</summary>
/// <param name="Required">False when it may be left out: a body that refers to it then has null.</param>
public sealed record DeclaredParameter(ParameterType Type, bool Required = true);
