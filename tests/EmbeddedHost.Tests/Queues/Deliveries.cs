using System.Threading.Channels;

namespace DurableSagas.EmbeddedHost.Tests.Queues;

/// <summary>What queue functions were given, in order; a test decides how often they fail.</summary>
public sealed class Deliveries
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private int _failuresLeft;

    public void Fail(int times) => _failuresLeft = times;

    /// <summary>Holds every run until it is completed; null lets them go.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Waiting => _seen.Reader.Count;

    public async Task TakeAsync(string what, CancellationToken cancellationToken)
    {
        Assert.True(_seen.Writer.TryWrite(what));
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (Interlocked.Decrement(ref _failuresLeft) >= 0)
        {
            throw new InvalidOperationException("Not yet.");
        }
    }

    public async Task<string> NextAsync() => await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
