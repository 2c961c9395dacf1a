namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>One call of an activity; the input is JSON, out of the array that the history wraps it in.</summary>
internal sealed record ActivityInvocation(string Name, string InstanceId, int TaskId, string? Input);
