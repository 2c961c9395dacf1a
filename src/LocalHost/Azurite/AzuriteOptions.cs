namespace DurableSagas.LocalHost.Azurite;

/// <summary>Which Azurite to start; a port of 0 means any that is free.</summary>
internal sealed record AzuriteOptions
{
    public int BlobPort { get; init; }

    public int QueuePort { get; init; }

    public int TablePort { get; init; }

    /// <summary>Where it keeps its data; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Further options of Node.js, none with a blank: a larger heap, a module to import first.</summary>
    public IReadOnlyList<string> NodeOptions { get; init; } = [];

    /// <summary>Long enough for npx to download it the first time.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
