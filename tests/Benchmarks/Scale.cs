using DurableSagas.Benchmarks.Hosts;

namespace DurableSagas.Benchmarks;

/// <summary>How much of everything a run takes.</summary>
internal sealed record Scale
{
    public static Scale Full { get; } = new()
    {
        Rounds = 3,
        WarmUps = 10_000,
        Instances = 6_000,
        FanOuts = 300,
        LatencySamples = 1_000,
        AzuriteInstances = 60,
        AzuriteSamples = 5,
        Waiting = 100_000,
        HistoryActivities = 2_500,
        GrowthInstances = 20_000,
        EndedInstances = [1_000, 1_000_000],
        KitHosts = 200,
        ListedSagas = [1_000, 1_000_000],
        Transfers = 400,
        CostRounds = 5,
        HttpCallers = [10, 100, 1_000],
        HttpOrders = 200,
        HttpReads = 1_000,
        HttpRounds = 3,
        PeerInstances = 500,
        PeerSamples = 100,
        PeerWarmUps = 10,
        SoakFirst = TimeSpan.FromMinutes(5),
        SoakWhole = TimeSpan.FromMinutes(30),
    };

    public static Scale Quick { get; } = new()
    {
        Rounds = 3,
        WarmUps = 6_000,
        Instances = 2_000,
        FanOuts = 100,
        LatencySamples = 200,
        AzuriteInstances = 20,
        AzuriteSamples = 2,
        Waiting = 20_000,
        HistoryActivities = 500,
        GrowthInstances = 5_000,
        EndedInstances = [1_000, 50_000],
        KitHosts = 30,
        ListedSagas = [1_000, 10_000],
        Transfers = 80,
        CostRounds = 1,
        HttpCallers = [10, 100],
        HttpOrders = 100,
        HttpReads = 500,
        HttpRounds = 1,
        PeerInstances = 500,
        PeerSamples = 20,
        PeerWarmUps = 3,
        SoakFirst = TimeSpan.FromMinutes(1),
        SoakWhole = TimeSpan.FromMinutes(3),
    };

    /// <summary>On which the engine is measured.</summary>
    public IReadOnlyList<StoreKind> Stores { get; init; } = Hosts.Stores.All;

    /// <summary>Of the engine's workloads, of which the middle one is reported.</summary>
    public required int Rounds { get; init; }

    /// <summary>Until host and worker are compiled as they stay; of other workloads as many in proportion.</summary>
    public required int WarmUps { get; init; }

    /// <summary>Of a workload whose instance is a few episodes, in one round.</summary>
    public required int Instances { get; init; }

    public required int FanOuts { get; init; }

    public required int LatencySamples { get; init; }

    /// <summary>On Azurite, instead of <see cref="Instances"/>.</summary>
    public required int AzuriteInstances { get; init; }

    /// <summary>On Azurite, instead of <see cref="LatencySamples"/>.</summary>
    public required int AzuriteSamples { get; init; }

    /// <summary>Instances that wait for an event.</summary>
    public required int Waiting { get; init; }

    /// <summary>Of the one instance with a long history.</summary>
    public required int HistoryActivities { get; init; }

    /// <summary>Of a round beside ended ones.</summary>
    public required int GrowthInstances { get; init; }

    /// <summary>Ended instances in the hub, from few to many.</summary>
    public required IReadOnlyList<int> EndedInstances { get; init; }

    /// <summary>Hosts of the test kit, one after another.</summary>
    public required int KitHosts { get; init; }

    /// <summary>Sagas in the lists, from few to many.</summary>
    public required IReadOnlyList<int> ListedSagas { get; init; }

    /// <summary>Transfers of each protocol at once.</summary>
    public required int Transfers { get; init; }

    /// <summary>Sagas of each kind whose storage requests are counted.</summary>
    public required int CostRounds { get; init; }

    /// <summary>Callers at once.</summary>
    public required IReadOnlyList<int> HttpCallers { get; init; }

    /// <summary>Orders of a round, of few callers.</summary>
    public required int HttpOrders { get; init; }

    /// <summary>Reads of a round, of few callers.</summary>
    public required int HttpReads { get; init; }

    public required int HttpRounds { get; init; }

    /// <summary>At once, of each peer; on Azurite <see cref="AzuriteInstances"/>.</summary>
    public required int PeerInstances { get; init; }

    /// <summary>Alone, one after another; on Azurite <see cref="AzuriteSamples"/>.</summary>
    public required int PeerSamples { get; init; }

    /// <summary>How many times <see cref="PeerInstances"/> run before anything counts.</summary>
    public required int PeerWarmUps { get; init; }

    /// <summary>Before the first look at what is held.</summary>
    public required TimeSpan SoakFirst { get; init; }

    /// <summary>Before the last look.</summary>
    public required TimeSpan SoakWhole { get; init; }

    public int HttpOrdersOf(int callers) => Math.Max(HttpOrders, callers);

    public int HttpReadsOf(int callers) => Math.Max(HttpReads, 4 * callers);
}
