namespace DurableSagas.Projections.Lists;

/// <summary>Lets the writers of one process take turns at a bucket, whose counts are rows that all of them change.</summary>
/// <remarks>
/// Nothing depends on it, for ETags guard what is written: it spares those who meet the reading and writing again. So nobody
/// waits for long, and another process need not wait at all.
/// </remarks>
internal sealed class BucketTurns
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, IndexRow.Buckets).Select(_ => new SemaphoreSlim(1))];

    public async Task RunAsync(string instanceId, Func<Task> write, CancellationToken cancellationToken)
    {
        var turn = _turns[IndexRow.BucketNumberOf(instanceId)];
        var isTaken = await turn.WaitAsync(_patience, cancellationToken);
        try
        {
            await write();
        }
        finally
        {
            if (isTaken)
            {
                turn.Release();
            }
        }
    }
}
