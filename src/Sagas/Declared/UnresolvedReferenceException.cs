namespace DurableSagas.Sagas.Declared;

/// <summary>A reference to a result leads nowhere.</summary>
internal sealed class UnresolvedReferenceException(ResultReference reference)
    : Exception($"There is no '{reference.Path}' in the result of step '{reference.Step}'.");
