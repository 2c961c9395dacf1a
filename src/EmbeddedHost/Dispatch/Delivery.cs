using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>A message that has been recorded for an instance and is now to be brought to it.</summary>
internal readonly record struct Delivery(InstanceKey Target, Message Message);
