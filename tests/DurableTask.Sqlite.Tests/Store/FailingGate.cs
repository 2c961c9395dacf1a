using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Tests.Store;

/// <summary>Makes the next commits fail, one a fault, and lets all later ones through.</summary>
internal sealed class FailingGate(params IEnumerable<Exception> faults) : ICommitGate
{
    private readonly Queue<Exception> _faults = new(faults);

    public bool MayCommit(long commit) => _faults.TryDequeue(out var fault) ? throw fault : true;

    public void FailNext(Exception fault) => _faults.Enqueue(fault);
}
