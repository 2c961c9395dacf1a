namespace DurableSagas.Sagas.Declared;

/// <summary>A place in a result that a later call refers to.</summary>
/// <param name="Path">As in RFC 6901.</param>
/// <param name="IsInPath">True when it must be fit for a path, too.</param>
/// <param name="IsOwn">True when the call is the participant's own: one that voted read-only never gets it, though others may refer to its answer.</param>
public sealed record PromisedResult(string Path, bool IsInPath, bool IsOwn);
