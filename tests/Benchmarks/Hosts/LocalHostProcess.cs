using System.Diagnostics;
using System.Reflection;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.Benchmarks.Hosts;

/// <summary>LocalHost as a child process with a function app's build output, on a port that the system chose.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private const int MostLines = 40;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly string _localHost = BuiltPath("LocalHost");

    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lines = [];
    private readonly Process _process;

    private LocalHostProcess(string appFolder, StoreKind kind, string storage, HubFolder hub, IEnumerable<(string Name, string Value)> settings)
    {
        var taskHub = kind == StoreKind.AzureStorage ? "azurestorage" : "sqlite";
        var start = new ProcessStartInfo("dotnet", [_localHost, appFolder, "--port", "0", "--task-hub", taskHub])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = hub.FullName,
        };
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["AllowFaultInjection"] = "false";
        if (kind == StoreKind.Memory)
        {
            start.Environment["LocalHost__TaskHubFile"] = ":memory:";
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException(
            $"LocalHost ended before it listened, with '{appFolder}' on '{kind.Name()}'. It said:\n{Said()}"));
    }

    public Uri Url => _listening.Task.Result;

    public ProcessTree Usage => ProcessTree.Of(_process);

    /// <summary>Of the host, and of those that it started.</summary>
    public IReadOnlyList<int> ProcessIds => ProcessTree.Ids(_process.Id);

    /// <summary>The folder of an app that was built with this program.</summary>
    public static string FolderOf(string app) => Path.GetDirectoryName(BuiltPath(app))!;

    /// <summary>Returns when the host listens; a hub in a file is kept below the folder.</summary>
    public static async Task<LocalHostProcess> StartAsync(
        string appFolder,
        StoreKind kind,
        string storage,
        HubFolder hub,
        CancellationToken cancellationToken,
        params IEnumerable<(string Name, string Value)> settings)
    {
        var host = new LocalHostProcess(appFolder, kind, storage, hub, settings);
        try
        {
            host._process.Start();
            host._process.BeginOutputReadLine();
            host._process.BeginErrorReadLine();
            await host._listening.Task.WaitAsync(_patience, cancellationToken);
            return host;
        }
        catch (TimeoutException exception)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException(
                $"LocalHost did not listen after {_patience}, with '{appFolder}' on '{kind.Name()}'. It said:\n{host.Said()}", exception);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public HttpClient Client() => new() { BaseAddress = Url, Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The last that it printed.</summary>
    public string Said()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }

    /// <summary>The assembly of a program that was built with this one.</summary>
    public static string BuiltPath(string name) =>
        typeof(LocalHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == name).Value!;

    private void Heard(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }

        if (HostBanner.UrlIn(line) is { } url)
        {
            _listening.TrySetResult(url);
        }
    }
}
