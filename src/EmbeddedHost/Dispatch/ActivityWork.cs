using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>An activity to run, and the session that waits for it.</summary>
internal sealed record ActivityWork(Session Session, TaskScheduledEvent Scheduled);
