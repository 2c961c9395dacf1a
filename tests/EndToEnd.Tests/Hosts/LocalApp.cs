using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>The app's build on LocalHost, a process of its own on a port that the system chose.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly string _host = Built("Host");

    private readonly Process _process;
    private readonly ProcessOutput _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalApp(Process process) => _process = process;

    /// <summary>All that the app has printed so far.</summary>
    public string Log => _output.ReadAll();

    public Uri Url => _listening.Task.Result;

    /// <summary>The folder of another app's build.</summary>
    public static string FolderOf(string project) => Path.GetDirectoryName(Built(project))!;

    /// <exception cref="AppStartException">It ended before it listened.</exception>
    public static async Task<LocalApp> StartAsync(LocalAppSettings settings, CancellationToken cancellationToken)
    {
        var app = new LocalApp(new Process { StartInfo = StartInfo(settings), EnableRaisingEvents = true });
        try
        {
            await app.ListenAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The folder of the app's build.</summary>
    public static string AppFolder { get; } = FolderOf("App");

    /// <summary>SIGKILL for host and worker: no handler of theirs runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL for the worker alone: the host lives, and starts another.</summary>
    public async Task KillWorkerAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("pkill", ["-KILL", "-P", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>As a deployment or Ctrl-C stops it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _output.Dispose();
    }

    private static string Built(string project) => typeof(LocalApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == project).Value!;

    private static ProcessStartInfo StartInfo(LocalAppSettings settings)
    {
        var start = new ProcessStartInfo("dotnet", [_host, settings.AppFolder, "--port", "0", "--task-hub", TaskHub.Store])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = settings.Hub.Folder,
        };
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(_patience);
        // The output is complete only when the process has been waited for.
        var exit = _process.WaitForExitAsync(ended.Token);
        if (await Task.WhenAny(_listening.Task, exit) == exit)
        {
            throw new AppStartException(_process.HasExited ? _process.ExitCode : null, _output.ToString());
        }
    }

    private void Heard(string? line)
    {
        _output.Add(line);
        if (HostBanner.UrlIn(line) is { } url)
        {
            _listening.TrySetResult(url);
        }
    }
}
