using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>Serves a peer by lines, in the words of <see cref="LineWords"/>.</summary>
internal static class LineProtocol
{
    /// <summary>How ids of a run begin; those of what is only begun do not.</summary>
    public const string Measured = "run-";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    internal static async Task ServeAsync(IPeer peer, Ends ends, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await peer.StartAsync(cancellationToken);
        await output.WriteLineAsync(LineWords.Ready);
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            string[] words = line.Split(' ');
            var (workload, count) = (Enum.Parse<PeerWorkload>(words[1]), int.Parse(words[2], CultureInfo.InvariantCulture));
            if (words[0] == LineWords.Run)
            {
                var report = await RunAsync(peer, ends, workload, count, int.Parse(words[3], CultureInfo.InvariantCulture), cancellationToken);
                await output.WriteLineAsync(JsonSerializer.Serialize(report));
            }
            else
            {
                await Parallel.ForEachAsync(Enumerable.Range(0, count), cancellationToken, async (number, token) => await peer.BeginAsync(workload, $"begun-{number}", token));
                await output.WriteLineAsync(LineWords.Begun);
            }
        }
    }

    private static async Task<PeerReport> RunAsync(
        IPeer peer, Ends ends, PeerWorkload workload, int count, int callers, CancellationToken cancellationToken)
    {
        var milliseconds = new double[count];
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                var (id, started) = ($"{Measured}{Guid.NewGuid():N}", Stopwatch.GetTimestamp());
                var ended = ends.Expect(id);
                await peer.BeginAsync(workload, id, token);
                if (await ended.WaitAsync(_patience, token) is var how && how != workload)
                {
                    throw new InvalidOperationException($"'{id}' was to be a {workload}, and ended as a {how}: what was measured is not what was meant.");
                }

                milliseconds[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            });
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Array.Sort(milliseconds);
        return new PeerReport(elapsed, milliseconds[count / 2], milliseconds[count * 99 / 100], (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}
