using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using DurableSagas.BenchmarkPeers.Driving;
using DurableSagas.Benchmarks.Hosts;

namespace DurableSagas.Benchmarks.Peers;

/// <summary>A peer in a process of its own, that can be killed.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _ends = Channel.CreateUnbounded<string>();
    private readonly Process _process;

    private PeerProcess(string peer, string folder, string? storage)
    {
        string?[] arguments = [LocalHostProcess.BuiltPath("BenchmarkPeers"), peer, folder, storage];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments.OfType<string>())
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, _) => { };
        _process.Exited += (_, _) => _answers.Writer.TryComplete();
    }

    /// <param name="storage">A connection string, where the peer keeps its state in Azure Storage.</param>
    public static async Task<PeerProcess> StartAsync(string peer, string folder, string? storage, CancellationToken cancellationToken)
    {
        var process = new PeerProcess(peer, folder, storage);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        await process.AnswerAsync(LineWords.Ready, cancellationToken);
        return process;
    }

    public async Task<PeerReport> RunAsync(PeerWorkload workload, int count, int callers, CancellationToken cancellationToken)
    {
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{LineWords.Run} {workload} {count} {callers}"));
        return JsonSerializer.Deserialize<PeerReport>(await AnswerAsync(null, cancellationToken))!;
    }

    public async Task BeginAsync(PeerWorkload workload, int count, CancellationToken cancellationToken)
    {
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{LineWords.Begin} {workload} {count}"));
        await AnswerAsync(LineWords.Begun, cancellationToken);
    }

    /// <summary>The ids of what has ended, until none has for this long.</summary>
    public async Task<IReadOnlyCollection<string>> EndsAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        HashSet<string> ends = [];
        try
        {
            while (true)
            {
                ends.Add(await _ends.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(quiet, cancellationToken));
            }
        }
        catch (Exception over) when (over is TimeoutException or ChannelClosedException)
        {
            return ends;
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _ends.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private Task SayAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    private async Task<string> AnswerAsync(string? expected, CancellationToken cancellationToken)
    {
        var answer = await _answers.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(_patience, cancellationToken);
        return expected is null || answer == expected
            ? answer
            : throw new InvalidOperationException($"The peer said '{answer}'; expected '{expected}'.");
    }

    private void Heard(string? line)
    {
        if (line is not null)
        {
            _ = line.StartsWith(LineWords.EndOf, StringComparison.Ordinal)
                ? _ends.Writer.TryWrite(line[LineWords.EndOf.Length..])
                : _answers.Writer.TryWrite(line);
        }
    }
}
