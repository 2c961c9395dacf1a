using DurableSagas.BenchmarkPeers.Driving;
using Microsoft.Extensions.DependencyInjection;
using WorkflowCore.Interface;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>Workflow Core on its store in memory: nothing of it survives the process.</summary>
internal sealed class WorkflowCorePeer(Ends ends) : IPeer
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(ends)
        .AddTransient<TellEnd>()
        .AddWorkflow()
        .BuildServiceProvider();

    private IWorkflowHost Host => _services.GetRequiredService<IWorkflowHost>();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Host.RegisterWorkflow<SequenceWorkflow, Begun>();
        Host.RegisterWorkflow<TripWorkflow, Begun>();
        return Host.StartAsync(cancellationToken);
    }

    public Task BeginAsync(PeerWorkload workload, string id, CancellationToken cancellationToken) =>
        Host.StartWorkflow($"{workload}", new Begun { Id = id });

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
