using DurableSagas.Testing.Time;

namespace DurableSagas.Testing.Running;

/// <summary>How time passes for the host, and whether orchestrators stay in its memory between their episodes.</summary>
internal sealed record HostRules(TimeRule Time, bool KeepsSessions);
