using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Views;

/// <summary>What a stuck saga shows: the last error, the attempts at what is stuck, and how often it was rewound; live and rebuilt alike.</summary>
public sealed class RewoundViewTests
{
    [Fact]
    public async Task Stuck_ByACompensation_ShowsTheErrorOfTheLastAttemptAndHowManyThereWere()
    {
        await using var host = await Hosts.StartAsync();
        var last = AttemptPolicy.Patient.MaxAttempts;
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("early").For(last - 1)).On<UndoB>(Fault.Fails("late"));

        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));

        var (view, step) = (host.View("order-1"), host.View("order-1").Steps[1]);
        Assert.Equal((SagaStatus.Stuck, "B: late", 0), (view.Status, view.Error, view.Rewinds));
        Assert.Equal((StepStatus.Stuck, "late", 1, last), (step.Status, step.Error, step.Attempts, step.CompensationAttempts));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }

    [Fact]
    public async Task Stuck_RewoundTwiceWhileBroken_ShowsEachErrorAndCountsTheRewinds()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Fails("first"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        List<(string?, int)> shown = [];

        foreach (var error in new[] { "second", "third" })
        {
            host.Faults.MendAll();
            host.Faults.On<D>(Fault.Fails(error));
            await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));
            shown.Add((host.View("order-1").Error, host.View("order-1").Rewinds));
            await Rebuilt.MustEqualLiveAsync(host, "order-1");
        }

        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal([("D: second", 1), ("D: third", 2)], shown);
        Assert.Equal((SagaStatus.Completed, 3, null), (host.View("order-1").Status, host.View("order-1").Rewinds, host.View("order-1").Steps[3].Error));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }

    [Fact]
    public async Task Stuck_InASubSagaAndRewoundWhileBroken_IsCountedByBoth()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("first"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));
        host.Faults.MendAll();
        host.Faults.On<UndoB>(Fault.Fails("second"));

        await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));
        var broken = (host.View("order-1").Error, host.View("order-1").Rewinds, host.View("order-1:child").Rewinds);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal(("child: B: second", 1, 1), broken);
        Assert.Equal((2, 2), (host.View("order-1").Rewinds, host.View("order-1:child").Rewinds));
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }

    [Fact]
    public async Task Compensated_AfterItFailed_KeepsNoOldError()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Fails("no answer")).On<UndoC>(Fault.Fails("early").Once());

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        var step = host.View("order-1").Steps[2];
        Assert.Equal((StepStatus.Compensated, null, 2), (step.Status, step.Error, step.CompensationAttempts));
    }

    [Fact]
    public async Task Compensation_ByEvent_CountsItsPublications()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));
        host.Queues.On("undo-a", Testing.Queues.Consumption.Never);
        host.Queues.On("undo-c", Testing.Queues.Consumption.Acknowledges());

        await host.EndOfAsync(await host.StartAsync(Shapes.ByEvent, new Order(), "order-1"));

        Assert.Equal([2, 1], new[] { 0, 2 }.Select(ordinal => host.View("order-1").Steps[ordinal].CompensationAttempts));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }
}
