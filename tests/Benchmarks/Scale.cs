namespace DurableSagas.Benchmarks;

/// <summary>How much of everything a run takes.</summary>
internal sealed record Scale
{
    public static Scale Full { get; } = new()
    {
        Instances = 20_000,
        FanOuts = 1_000,
        LatencySamples = 1_000,
        Waiting = 100_000,
        IdleTimeout = TimeSpan.FromSeconds(30),
        HistoryEvents = 10_000,
        FinishedRows = [1_000, 1_000_000],
        KitHosts = 200,
        ListedSagas = [1_000, 1_000_000],
        Transfers = 400,
        HttpCallers = [10, 100, 1_000],
        HttpOrders = 200,
        HttpReads = 1_000,
        HttpRounds = 3,
    };

    public static Scale Quick { get; } = new()
    {
        Instances = 2_000,
        FanOuts = 100,
        LatencySamples = 150,
        Waiting = 20_000,
        IdleTimeout = TimeSpan.FromSeconds(1),
        HistoryEvents = 10_000,
        FinishedRows = [1_000, 50_000],
        KitHosts = 30,
        ListedSagas = [1_000, 10_000],
        Transfers = 80,
        HttpCallers = [10, 100],
        HttpOrders = 100,
        HttpReads = 500,
        HttpRounds = 1,
    };

    /// <summary>Of a workload whose instance is a few episodes.</summary>
    public required int Instances { get; init; }

    public required int FanOuts { get; init; }

    public required int LatencySamples { get; init; }

    /// <summary>Instances that wait for an event.</summary>
    public required int Waiting { get; init; }

    /// <summary>After which an instance that waits leaves memory; the engine's own default is 30 s.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    public required int HistoryEvents { get; init; }

    /// <summary>Finished instances in the hub, from few to many.</summary>
    public required IReadOnlyList<int> FinishedRows { get; init; }

    /// <summary>Hosts of the test kit, one after another.</summary>
    public required int KitHosts { get; init; }

    /// <summary>Sagas in the lists, from few to many.</summary>
    public required IReadOnlyList<int> ListedSagas { get; init; }

    /// <summary>Transfers of each protocol at once.</summary>
    public required int Transfers { get; init; }

    /// <summary>Callers at once.</summary>
    public required IReadOnlyList<int> HttpCallers { get; init; }

    /// <summary>Orders of a round, of few callers.</summary>
    public required int HttpOrders { get; init; }

    /// <summary>Reads of a round, of few callers.</summary>
    public required int HttpReads { get; init; }

    public required int HttpRounds { get; init; }

    public int HttpOrdersOf(int callers) => Math.Max(HttpOrders, callers);

    public int HttpReadsOf(int callers) => Math.Max(HttpReads, 4 * callers);
}
