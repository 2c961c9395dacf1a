namespace DurableSagas.Testing.Hub;

/// <summary>The host crashed over what it was asked for.</summary>
internal sealed class HostCrashedException : Exception;
