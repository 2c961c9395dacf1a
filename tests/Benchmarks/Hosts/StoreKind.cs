namespace DurableSagas.Benchmarks.Hosts;

/// <summary>Where a task hub is kept.</summary>
internal enum StoreKind
{
    /// <summary>The hub on SQLite, in a database that is no file.</summary>
    Memory,

    /// <summary>The hub on SQLite, in a file, with synchronous=FULL.</summary>
    Sqlite,

    /// <summary>The engine that Azure runs, on Azurite.</summary>
    AzureStorage,
}
