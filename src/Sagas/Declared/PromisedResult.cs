namespace DurableSagas.Sagas.Declared;

/// <summary>A place in a result that a later call refers to.</summary>
/// <param name="Path">As in RFC 6901.</param>
/// <param name="IsInPath">True when it must be fit for a path, too.</param>
public sealed record PromisedResult(string Path, bool IsInPath);
