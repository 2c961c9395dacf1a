using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.AspNetCore;

/// <summary>The app on ASP.NET Core's types, on a host of this class's own.</summary>
public sealed class AspNetCoreHost(Storage storage) : IAsyncLifetime
{
    private HostProcess? _process;
    private HostClient? _client;

    internal HostClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        var settings = new HostSettings(Builds.AspNetCoreApp)
        {
            Environment = new Dictionary<string, string> { ["AzureWebJobsStorage"] = storage.ConnectionString, ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated" },
        };
        _process = await HostProcess.StartAsync(settings, CancellationToken.None);
        _client = new HostClient(_process.Url);
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return _process?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
