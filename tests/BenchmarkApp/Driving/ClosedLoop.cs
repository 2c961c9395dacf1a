using System.Diagnostics;

namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>Callers of whom each begins its next instance when its last has ended.</summary>
internal static class ClosedLoop
{
    /// <param name="one">Returns what went wrong with the instance of that number, or null.</param>
    public static async Task<RunReport> RunAsync(int count, int callers, Func<int, Task<string?>> one, CancellationToken cancellationToken)
    {
        var (milliseconds, faults) = (new double[count], new string?[count]);
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken },
            async (number, _) =>
            {
                var started = Stopwatch.GetTimestamp();
                faults[number] = await FaultOfAsync(one, number, cancellationToken);
                milliseconds[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            });
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Array.Sort(milliseconds);
        string[] failures = [.. faults.OfType<string>()];
        return new RunReport(elapsed, milliseconds[count / 2], milliseconds[count * 99 / 100], failures.Length, failures.FirstOrDefault());
    }

    private static async Task<string?> FaultOfAsync(Func<int, Task<string?>> one, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await one(number);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Instance number {number}: {exception.Message}";
        }
    }
}
