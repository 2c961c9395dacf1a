using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>LocalHost as a process of its own, on a port that the system chose.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HostOutput _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(HostSettings settings)
    {
        _process = new Process { StartInfo = StartInfo(settings), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Log => _output.Text;

    public Uri Url => _listening.Task.Result;

    /// <exception cref="InvalidOperationException">It ended before it listened; the message has what it printed.</exception>
    public static async Task<HostProcess> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var host = new HostProcess(settings);
        try
        {
            var exit = host.WaitForExitAsync(cancellationToken);
            return await Task.WhenAny(host._listening.Task, exit) == exit
                ? throw new InvalidOperationException($"The host ended before it listened:\n{host.Log}")
                : host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a host that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Log)> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        await using var host = new HostProcess(settings);
        return (await host.WaitForExitAsync(cancellationToken), host.Log);
    }

    public Task SaysAsync(string part, CancellationToken cancellationToken) => _output.SaysAsync(part, cancellationToken);

    /// <summary>SIGKILL: nothing of the host's runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>As Ctrl-C (INT) or a service manager (TERM) ends it.</summary>
    public async Task<int> SignalAsync(string signal, CancellationToken cancellationToken)
    {
        await Signals.SendAsync(signal, Id, cancellationToken);
        return await WaitForExitAsync(cancellationToken);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            // All of the output has been heard only when the process has been waited for.
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The host neither listened nor ended in {_patience}:\n{Log}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(HostSettings settings)
    {
        var start = new ProcessStartInfo("dotnet", [Builds.Host, settings.AppFolder, "--port", "0", "--task-hub", settings.TaskHub, .. settings.Arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Heard(string? line)
    {
        _output.Add(line);
        if (line is not null && Route().Match(line) is { Success: true } route)
        {
            _listening.TrySetResult(new Uri(string.Create(CultureInfo.InvariantCulture, $"{route.Groups["url"].Value}")));
        }
    }

    // As `func start` prints the functions: GetHealth: [GET] http://localhost:7071/api/health
    [GeneratedRegex(@"\w+: (\[[A-Z,]+\] )?(?<url>http://[^\s/]+:[1-9]\d*/)")]
    private static partial Regex Route();
}
