namespace DurableSagas.EndToEnd.Tests.Routes;

/// <summary>One verb on one path of the contract.</summary>
/// <param name="Query">Names of the parameters in its query.</param>
/// <param name="Example">A body that it takes; null when it takes none.</param>
internal sealed record Operation(HttpMethod Verb, string Path, IReadOnlyList<string> Query, string? Example);
