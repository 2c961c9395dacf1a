using System.Collections.Concurrent;
using System.Diagnostics;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.Packages.Tests.Packing;

namespace DurableSagas.Packages.Tests.Apps;

/// <summary>'dotnet run' in an app's folder, on a port that the system chose.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApp(ProcessStartInfo info) => _process = new Process { StartInfo = info, EnableRaisingEvents = true };

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(1) };

    public static async Task<RunningApp> StartAsync(string folder, string storage, CancellationToken cancellationToken)
    {
        var info = DotNet.Info(folder, ["run", "--", "--port", "0"]);
        (info.RedirectStandardError, info.RedirectStandardOutput) = (true, true);
        info.Environment["AzureWebJobsStorage"] = storage;
        var app = new RunningApp(info);
        try
        {
            app.Http.BaseAddress = await app.ListenAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<Uri> ListenAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var exit = _process.WaitForExitAsync(cancellationToken);
        return await Task.WhenAny(_listening.Task, exit).WaitAsync(_patience, cancellationToken) == exit
            ? throw new InvalidOperationException($"The app ended with exit code {_process.ExitCode} before it listened:\n{string.Join('\n', _output)}")
            : await _listening.Task;
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (!_listening.Task.IsCompleted)
        {
            _output.Enqueue(line);
        }

        if (HostBanner.UrlIn(line) is { } url)
        {
            _listening.TrySetResult(url);
        }
    }
}
