namespace DurableSagas.Sagas.Definitions.Shapes;

/// <summary>Which parts of a step are code.</summary>
internal readonly record struct CodedParts(bool HasCondition, bool HasLock);
