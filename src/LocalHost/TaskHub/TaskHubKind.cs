namespace DurableSagas.LocalHost.TaskHub;

/// <summary>Where the Durable extension keeps its instances.</summary>
internal enum TaskHubKind
{
    /// <summary>One file on this machine.</summary>
    Sqlite,

    /// <summary>As on Azure: the storage account or emulator that the app's settings name.</summary>
    AzureStorage,
}
