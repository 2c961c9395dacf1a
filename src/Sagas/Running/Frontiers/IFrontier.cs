namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Where a run stands on its way in one direction: which operations are next, and what becomes of their results.</summary>
internal interface IFrontier
{
    /// <summary>Completes when something from outside is to be heard; null when nothing can be.</summary>
    Task? Raised { get; }

    /// <summary>The operations whose turn it is; each is begun before the next one is asked for.</summary>
    IEnumerable<Operation> Next();

    /// <summary>Cancelled when the operation is no longer wanted: its waits then end early.</summary>
    CancellationToken AbandonOf(Operation operation);

    /// <summary>What <see cref="Raised"/> stands for has happened.</summary>
    void Hear();

    /// <param name="result">Known, or given up.</param>
    void Ended(Operation operation, OperationResult result);
}
