namespace DurableSagas.LocalHost.Worker;

/// <summary>How far the worker process is.</summary>
internal enum WorkerState
{
    /// <summary>For the first time, or again after it died.</summary>
    Starting,
    Ready,

    /// <summary>It died too often; the host ends.</summary>
    Dead,
}
