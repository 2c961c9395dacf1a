using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace DurableSagas.Benchmarks.Transfers;

/// <summary>The built app as a child process, on a port that the system chose and a task hub of its own.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly string _assembly = typeof(AppProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "App").Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmarked-app-");
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private AppProcess(string storage)
    {
        var start = new ProcessStartInfo("dotnet", [_assembly, "--port", "0"]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(_assembly)! };
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["AllowFaultInjection"] = "false";
        start.Environment["EmbeddedHost__TaskHubPath"] = Path.Combine(_folder.FullName, "hub.db");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
    }

    /// <summary>What the app has used of the processors since it began.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<(AppProcess App, HttpClient Http)> StartAsync(string storage, CancellationToken cancellationToken)
    {
        var app = new AppProcess(storage);
        app._process.Start();
        app._process.BeginOutputReadLine();
        var url = await app._listening.Task.WaitAsync(_patience, cancellationToken);
        return (app, new HttpClient { BaseAddress = url, Timeout = _patience });
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Heard(string? line)
    {
        if (line is not null && RouteUrl().Match(line) is { Success: true } route)
        {
            _listening.TrySetResult(new Uri(route.Value));
        }
    }

    [GeneratedRegex(@"http://[^\s/]+:[1-9]\d*/(?=api/)")]
    private static partial Regex RouteUrl();
}
