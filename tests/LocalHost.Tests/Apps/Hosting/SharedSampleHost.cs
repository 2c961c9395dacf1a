using DurableSagas.LocalHost.Tests.Apps.Hosting;

[assembly: AssemblyFixture(typeof(SharedSampleHost))]

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>The host that all tests share which neither kill nor configure it.</summary>
public sealed class SharedSampleHost : IAsyncLifetime
{
    private static int _ids;
    private readonly SemaphoreSlim _once = new(1);
    private SampleHost? _host;

    /// <summary>An instance id, or another name, that no other test uses.</summary>
    internal static string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";

    // Not before a test asks: most runs are of one class that does not.
    internal async Task<SampleHost> StartAsync(Storage storage)
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _host ??= await SampleHost.StartAsync(HostSettings.Sample(storage).With(("SAMPLE_SCHEDULE", "*/2 * * * * *")));
        }
        finally
        {
            _once.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _once.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
