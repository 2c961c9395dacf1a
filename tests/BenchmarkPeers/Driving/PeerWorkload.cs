namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>What every peer does.</summary>
public enum PeerWorkload
{
    /// <summary>Five small activities, one after another.</summary>
    Sequence,

    /// <summary>Three steps of which the third is refused, so that the first two are undone.</summary>
    Trip,
}
