namespace DurableSagas.LocalHost.Settings;

/// <summary>Which store holds the orchestrations.</summary>
internal static class TaskHubStore
{
    public const string Setting = "LocalHost:TaskHub";
    public const string FileSetting = "LocalHost:TaskHubFile";
    public const string Sqlite = "sqlite";
    public const string AzureStorage = "azurestorage";

    /// <param name="source">The option or setting that named it, for the error.</param>
    public static string Of(string source, string? name) =>
        Sqlite.Equals(name, StringComparison.OrdinalIgnoreCase) ? Sqlite
        : AzureStorage.Equals(name, StringComparison.OrdinalIgnoreCase) ? AzureStorage
        : throw new HostUsageException($"{source} is '{name}', expected '{Sqlite}' or '{AzureStorage}'.");
}
