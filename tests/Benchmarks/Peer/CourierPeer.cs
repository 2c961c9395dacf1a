using System.Collections.Concurrent;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Benchmarks.Measuring;
using MassTransit;
using MassTransit.Courier.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Benchmarks.Peer;

/// <summary>MassTransit Courier doing what the saga does: a routing slip of three steps of which the last faults, and the first two are compensated.</summary>
/// <remarks>Its transport is memory, and nothing of it survives the process: compare it with the saga in memory.</remarks>
internal static class CourierPeer
{
    public const string Name = "peer-courier";

    private const string Store = "memory";

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        var ended = new ConcurrentDictionary<Guid, TaskCompletionSource>();
        await using var services = Services(ended);
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(cancellationToken);
        try
        {
            Task Travel(int number) => TravelAsync(bus, ended, new Trip($"{number}"), cancellationToken);
            await Load.ForEachAsync(Travel, scale.Instances / 2, cancellationToken);
            var rounds = new Rounds(Name);
            for (var round = 1; round <= scale.Rounds; round++)
            {
                await new InProcessRound(rounds, Store, scale.Instances / 2, scale.LatencySamples).MeasureAsync(Travel, cancellationToken);
            }

            rounds.Report(report);
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private static ServiceProvider Services(ConcurrentDictionary<Guid, TaskCompletionSource> ended)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(ended);
        services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(KebabCaseEndpointNameFormatter.Instance);
            bus.AddActivity<SeatActivity, Trip, Trip>();
            bus.AddActivity<RoomActivity, Trip, Trip>();
            bus.AddExecuteActivity<CarActivity, Trip>();
            bus.AddConsumer<EndConsumer>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        return services.BuildServiceProvider();
    }

    private static async Task TravelAsync(
        IBus bus, ConcurrentDictionary<Guid, TaskCompletionSource> ended, Trip trip, CancellationToken cancellationToken)
    {
        var builder = new RoutingSlipBuilder(NewId.NextGuid());
        builder.AddActivity(nameof(SeatActivity), AddressOf<SeatActivity>(), trip);
        builder.AddActivity(nameof(RoomActivity), AddressOf<RoomActivity>(), trip);
        builder.AddActivity(nameof(CarActivity), AddressOf<CarActivity>(), trip);
        var slip = builder.Build();
        var end = ended[slip.TrackingNumber] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await bus.Execute(slip, cancellationToken);
        await end.Task.WaitAsync(cancellationToken);
    }

    private static Uri AddressOf<TActivity>()
        where TActivity : class, IExecuteActivity<Trip> =>
        new($"exchange:{KebabCaseEndpointNameFormatter.Instance.ExecuteActivity<TActivity, Trip>()}");
}
