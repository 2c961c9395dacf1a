namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>A library that runs both workloads, and tells <see cref="Ends"/> of each end.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>Goes on with what an earlier process left, if it kept anything.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Returns when it is begun, as far as the library promises that.</summary>
    Task BeginAsync(PeerWorkload workload, string id, CancellationToken cancellationToken);
}
