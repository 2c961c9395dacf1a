using System.Collections.Concurrent;
using System.Diagnostics;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>What many callers at once were answered, each asking again when it has its answer.</summary>
/// <param name="Milliseconds">Of the answers that were hoped for, ascending.</param>
/// <param name="Others">How often each other status came; 0 is no answer.</param>
internal sealed record Answers(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds, IReadOnlyDictionary<int, int> Others)
{
    public const int None = 0;

    public double Rate => Milliseconds.Count / Elapsed.TotalSeconds;

    public double P50 => At(0.5);

    public double P99 => At(0.99);

    public static async Task<Answers> CollectAsync(int callers, int count, int hopedFor, Func<int, Task<int>> ask, CancellationToken cancellationToken)
    {
        ConcurrentBag<(int Status, double Milliseconds)> all = [];
        var began = Stopwatch.GetTimestamp();
        await Load.ForEachAsync(
            async number =>
            {
                var asked = Stopwatch.GetTimestamp();
                var status = await StatusAsync(ask, number, cancellationToken);
                all.Add((status, Stopwatch.GetElapsedTime(asked).TotalMilliseconds));
            },
            count,
            cancellationToken,
            callers);
        var elapsed = Stopwatch.GetElapsedTime(began);
        return new Answers(
            elapsed,
            [.. all.Where(answer => answer.Status == hopedFor).Select(answer => answer.Milliseconds).Order()],
            all.Where(answer => answer.Status != hopedFor).CountBy(answer => answer.Status).ToDictionary());
    }

    private static async Task<int> StatusAsync(Func<int, Task<int>> ask, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(number);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return None;
        }
    }

    private double At(double part) => Milliseconds.Count == 0 ? 0 : Milliseconds[(int)((Milliseconds.Count - 1) * part)];
}
