namespace DurableSagas.Projections.Rows;

/// <summary>Lets the writers of one process take turns at rows that all of them change.</summary>
/// <remarks>
/// Nothing depends on it, for ETags guard what is written: it spares those who meet the reading and writing again. So nobody
/// waits for long, and another process need not wait at all.
/// </remarks>
/// <param name="places">At each of which they take turns.</param>
internal sealed class Turns(int places)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, places).Select(_ => new SemaphoreSlim(1))];

    public async Task RunAsync(int place, Func<Task> write, CancellationToken cancellationToken)
    {
        var turn = _turns[place];
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
