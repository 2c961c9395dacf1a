using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>How a start went: the new instance, or the one that refused it.</summary>
internal sealed record StartedInstance(InstanceRow Row, bool Refused, long? Replaced);
