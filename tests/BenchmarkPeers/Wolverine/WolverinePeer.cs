using DurableSagas.BenchmarkPeers.Driving;
using JasperFx.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.Sqlite;

namespace DurableSagas.BenchmarkPeers.Wolverine;

/// <summary>Wolverine's sagas and durable local queues on SQLite.</summary>
internal sealed class WolverinePeer(string folder, Ends ends) : IPeer
{
    private readonly IHost _host = HostOf(Path.Combine(folder, "wolverine.db"), ends);

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    public async Task BeginAsync(PeerWorkload workload, string id, CancellationToken cancellationToken)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        await bus.PublishAsync<object>(workload == PeerWorkload.Trip ? new StartTrip(id) : new StartSequence(id));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static IHost HostOf(string file, Ends ends)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(ends);
        builder.UseWolverine(options =>
        {
            options.ApplicationAssembly = typeof(WolverinePeer).Assembly;
            options.Durability.Mode = DurabilityMode.Solo;
            options.PersistMessagesWithSqlite($"Data Source={file}");
            options.Policies.AutoApplyTransactions();
            options.Policies.UseDurableLocalQueues();
            options.UseRuntimeCompilation();
        });
        builder.Services.AddResourceSetupOnStartup();
        return builder.Build();
    }
}
