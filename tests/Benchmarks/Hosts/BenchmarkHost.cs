using System.Net.Http.Json;
using DurableSagas.BenchmarkApp.Driving;

namespace DurableSagas.Benchmarks.Hosts;

/// <summary>LocalHost with the benchmark's app, whose functions drive the load themselves.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _busy = TimeSpan.FromMilliseconds(50);
    private static readonly string _app = LocalHostProcess.FolderOf("BenchmarkApp");

    private readonly LocalHostProcess _process;
    private readonly HttpClient _http;

    private BenchmarkHost(StoreKind kind, LocalHostProcess process) => (Kind, _process, _http) = (kind, process, process.Client());

    public StoreKind Kind { get; }

    public string Store => Kind.Name();

    public ProcessTree Usage => _process.Usage;

    public static async Task<BenchmarkHost> StartAsync(StoreKind kind, string storage, HubFolder hub, CancellationToken cancellationToken) =>
        new(kind, await LocalHostProcess.StartAsync(_app, kind, storage, hub, cancellationToken));

    public Task<RunReport> RunAsync(string orchestrator, int count, int callers, CancellationToken cancellationToken) =>
        PostAsync("api/runs", new RunRequest(orchestrator, count, callers), cancellationToken);

    /// <param name="activities">What each does before it waits; null: nothing.</param>
    public Task<RunReport> WaitAsync(int count, int? activities, CancellationToken cancellationToken) =>
        PostAsync("api/waits", new WaitRequest(count, activities), cancellationToken);

    public Task<RunReport> ReleaseAsync(int count, CancellationToken cancellationToken) =>
        PostAsync("api/releases", new WaitRequest(count), cancellationToken);

    /// <summary>Waits until host and worker hardly use the processor any more.</summary>
    public async Task<ProcessTree> SettleAsync(CancellationToken cancellationToken)
    {
        var before = Usage;
        while (true)
        {
            await Task.Delay(_look, cancellationToken);
            var now = Usage;
            if (now.Cpu - before.Cpu < _busy)
            {
                return now;
            }

            before = now;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<RunReport> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException(
                $"'{path}' on '{Store}' was answered {(int)answer.StatusCode}: {text}\nThe host said:\n{_process.Said()}");
        }

        var report = await answer.Content.ReadFromJsonAsync<RunReport>(cancellationToken);
        return report is { Failed: 0 }
            ? report
            : throw new InvalidOperationException(
                $"On '{Store}' {report?.Failed} instances did not end as they should: what was measured is not what was meant. {report?.FirstFailure}");
    }
}
