using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.LocalHost.Azurite;

/// <summary>An Azurite that this process started and stops again: blobs, queues and tables on loopback.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    // Microsoft's published key of the emulator's account; it opens nothing else.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int MaxErrorLines = 20;
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, int> _ports = [];
    private readonly Queue<string> _errors = [];

    private AzuriteProcess(Process process) => _process = process;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={DevelopmentKey};" +
        $"BlobEndpoint={Endpoint("Blob")};QueueEndpoint={Endpoint("Queue")};TableEndpoint={Endpoint("Table")};";

    public int ProcessId => _process.Id;

    public static Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken) =>
        StartAsync(AzuriteCommand.Find(new ProcessStartInfo().Environment["PATH"]), options, cancellationToken);

    public static async Task<AzuriteProcess> StartAsync(
        AzuriteCommand command, AzuriteOptions options, CancellationToken cancellationToken)
    {
        if (options.DataFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var azurite = new AzuriteProcess(new Process { StartInfo = command.StartInfo(options), EnableRaisingEvents = true });
        try
        {
            azurite.Launch();
            await azurite.WaitUntilReadyAsync(options.StartTimeout, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started: there is no process to stop.
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://[^:]+:(\d+)")]
    private static partial Regex Listening();

    private void Launch()
    {
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Complained(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new AzuriteException(
            $"Azurite ended with exit code {_process.ExitCode} before it was ready. {Complaints()}".TrimEnd()));
        try
        {
            _process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new AzuriteException($"'{_process.StartInfo.FileName}' could not be started: {exception.Message}", exception);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await _ready.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new AzuriteException(
                $"Azurite was started as '{_process.StartInfo.FileName}' but was not ready after {timeout}. {Complaints()}".TrimEnd(), exception);
        }
    }

    private async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(_stopTimeout);
        try
        {
            await _process.StandardInput.WriteLineAsync("stop".AsMemory(), timeout.Token);
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private void Heard(string? line)
    {
        if (line is null || Listening().Match(line) is not { Success: true } match)
        {
            return;
        }

        lock (_ports)
        {
            _ports[match.Groups[1].Value] = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            if (_ports.Count == 3)
            {
                _ready.TrySetResult();
            }
        }
    }

    private void Complained(string? line)
    {
        lock (_errors)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _errors.Enqueue(line);
            }

            if (_errors.Count > MaxErrorLines)
            {
                _errors.Dequeue();
            }
        }
    }

    private string Complaints()
    {
        lock (_errors)
        {
            return string.Join(Environment.NewLine, _errors);
        }
    }

    private string Endpoint(string service)
    {
        lock (_ports)
        {
            return $"http://127.0.0.1:{_ports[service]}/devstoreaccount1";
        }
    }
}
