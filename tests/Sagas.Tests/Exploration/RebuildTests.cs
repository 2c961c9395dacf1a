using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Beside the exploration, which holds every end of every shape against its history: sagas on their way.</summary>
public sealed class RebuildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_SagaThatWaits_GivesTheViewAsItStands()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Faults.On<Letters.C>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();

        Assert.Equal(SagaStatus.Running, host.View(id).Status);
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task History_SagaThatWasCancelled_GivesTheSameView()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Faults.On<Letters.B>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"), Token);
        await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Compensated, host.View(id).Status);
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task History_SubSagaUndone_GivesTheSameViewOfIt()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Register(Shapes.Child);
        host.Faults.On<Letters.D>(Fault.Refuses("no"));

        await host.RunAsync(Shapes.Parent, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, host.View("order-1:child").Status);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }

    [Fact]
    public async Task History_SubSagaStuckThenRewound_GivesTheSameViewsBothTimes()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Register(Shapes.Child);
        host.Faults.On<Letters.C>(Fault.Refuses("no")).On<Letters.UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));

        Assert.Equal(SagaStatus.Stuck, host.View("order-1").Status);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
        host.Faults.MendAll();
        await host.RewindAsync("order-1");
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }
}
