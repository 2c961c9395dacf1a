namespace DurableSagas.LocalHost.Settings;

/// <summary>The command line cannot be understood; whoever typed it is shown the usage.</summary>
internal sealed class HostUsageException(string message) : HostStartException(message);
