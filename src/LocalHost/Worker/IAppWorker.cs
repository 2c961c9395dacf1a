namespace DurableSagas.LocalHost.Worker;

/// <summary>What the rest of the host sees of the app's worker process.</summary>
internal interface IAppWorker
{
    WorkerState State { get; }

    /// <summary>Of the present process; null while there is none.</summary>
    int? ProcessId { get; }

    /// <summary>Where a worker with ASP.NET Core integration takes forwarded requests; changes when it is started again.</summary>
    Uri? HttpUri { get; }
}
