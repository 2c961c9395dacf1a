namespace DurableSagas.LocalHost.Worker;

/// <summary>What this host calls itself towards workers, which ask for the fourth version of the Functions host.</summary>
internal static class HostVersion
{
    public const string Text = "4.1000.0.0";
}
