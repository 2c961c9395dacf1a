using DurableSagas.BenchmarkPeers.Driving;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.BenchmarkPeers.Courier;

/// <summary>MassTransit Courier, whose transport here is memory: nothing of it survives the process.</summary>
internal sealed class CourierPeer(Ends ends) : IPeer
{
    private readonly ServiceProvider _services = Services(ends);

    private IBusControl Bus => _services.GetRequiredService<IBusControl>();

    public Task StartAsync(CancellationToken cancellationToken) => Bus.StartAsync(cancellationToken);

    public async Task BeginAsync(PeerWorkload workload, string id, CancellationToken cancellationToken)
    {
        var builder = new RoutingSlipBuilder(Guid.NewGuid());
        builder.AddVariable(EndConsumer.Id, id);
        for (var step = 0; step < (workload == PeerWorkload.Trip ? 2 : 5); step++)
        {
            builder.AddActivity($"Step{step}", AddressOf<StepActivity>(), new Trip(id));
        }

        if (workload == PeerWorkload.Trip)
        {
            builder.AddActivity(nameof(CarActivity), AddressOf<CarActivity>(), new Trip(id));
        }

        await Bus.Execute(builder.Build(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static ServiceProvider Services(Ends ends)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(ends);
        services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(KebabCaseEndpointNameFormatter.Instance);
            bus.AddActivity<StepActivity, Trip, Trip>();
            bus.AddExecuteActivity<CarActivity, Trip>();
            bus.AddConsumer<EndConsumer>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        return services.BuildServiceProvider();
    }

    private static Uri AddressOf<TActivity>()
        where TActivity : class, IExecuteActivity<Trip> =>
        new($"exchange:{KebabCaseEndpointNameFormatter.Instance.ExecuteActivity<TActivity, Trip>()}");
}
