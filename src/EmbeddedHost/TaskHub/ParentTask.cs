namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>The task of a parent instance that a sub-orchestration answers.</summary>
internal sealed record ParentTask(long Instance, int TaskId);
