using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>What of a declared call depends on results.</summary>
internal sealed record ResolvedCall(string Path, ForeignJson? Body);
