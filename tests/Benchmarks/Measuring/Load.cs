using System.Diagnostics;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>Does one thing many times: one after another to see its latency, many at once to see how many a second go through.</summary>
internal static class Load
{
    /// <summary>Each caller begins its next when its last has ended.</summary>
    public const int Callers = 256;

    public static async Task<Usage> SaturateAsync(Func<int, Task> one, int count, CancellationToken cancellationToken)
    {
        var usage = Usage.Start();
        await ForEachAsync(one, count, cancellationToken);
        return usage();
    }

    public static Task ForEachAsync(Func<int, Task> one, int count, CancellationToken cancellationToken, int callers = Callers) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken },
        async (number, _) => await one(number));

    /// <summary>In milliseconds, ascending.</summary>
    public static async Task<double[]> SampleAsync(Func<int, Task> one, int count, CancellationToken cancellationToken)
    {
        var samples = new double[count];
        for (var number = 0; number < count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            await one(number);
            samples[number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(samples);
        return samples;
    }
}
