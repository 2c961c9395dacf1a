namespace DurableSagas.Benchmarks.Hosts;

/// <summary>LocalHost with the app of this repository, on a task hub of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly HubFolder _folder;
    private readonly LocalHostProcess _host;

    private AppProcess(HubFolder folder, LocalHostProcess host) => (_folder, _host) = (folder, host);

    /// <summary>What host and worker have used of the processors since they began.</summary>
    public TimeSpan Cpu => Usage.Cpu;

    public ProcessTree Usage => _host.Usage;

    /// <summary>Of the host, and of those that it started.</summary>
    public IReadOnlyList<int> ProcessIds => _host.ProcessIds;

    /// <summary>Of the task hub's files.</summary>
    public long HubBytes => _folder.Bytes;

    /// <param name="settings">Of the app, beside its storage.</param>
    public static async Task<(AppProcess App, HttpClient Http)> StartAsync(
        string storage, CancellationToken cancellationToken, StoreKind kind = StoreKind.Sqlite, params IEnumerable<(string Name, string Value)> settings)
    {
        var folder = new HubFolder();
        try
        {
            var host = await LocalHostProcess.StartAsync(LocalHostProcess.FolderOf("App"), kind, storage, folder, cancellationToken, settings);
            return (new AppProcess(folder, host), new HttpClient { BaseAddress = host.Url, Timeout = _patience });
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
