namespace DurableSagas.Benchmarks.Hosts;

/// <summary>The names of the stores, as LocalHost and the report say them.</summary>
internal static class Stores
{
    public static IReadOnlyList<StoreKind> All { get; } = [StoreKind.Memory, StoreKind.Sqlite, StoreKind.AzureStorage];

    /// <summary>Null when no store is called so.</summary>
    public static StoreKind? Find(string name) => All.Cast<StoreKind?>().FirstOrDefault(kind => kind!.Value.Name() == name);

    public static string Name(this StoreKind kind) => kind switch
    {
        StoreKind.Memory => "memory",
        StoreKind.Sqlite => "sqlite",
        _ => "azurestorage",
    };
}
