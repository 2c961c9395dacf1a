namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>A call cannot be made as declared: a reference leads nowhere, or to what has no place in the call.</summary>
internal sealed class UnresolvedReferenceException(string reason) : Exception(reason);
