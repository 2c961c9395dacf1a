using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

/// <summary>An activity that breaks off without one of the four results: a fault of the host or the code, of which nobody knows what it means.</summary>
public sealed class BrokenRunTests
{
    private static readonly SagaDefinition<Order> _saga = Saga.For<Order>("breaking")
        .Step<Bare>()
        .Step<A>().AtOnce().CompensateWith<UndoA>()
        .Step<B>().After<A>()
        .Build();

    [Fact]
    public async Task Broken_BesideAStepInFlight_WaitsForItBeginsNothingMoreAndFails()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Pends(TimeSpan.FromMinutes(1)).Once());

        var end = await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(["Bare", "A", "A"], host.ActivityCalls);
        Assert.Equal("a bare fault", Assert.Single(host.HistoryOf("order-1").Failures).FailureDetails.ErrorMessage);
    }

    /// <summary>Does without the runner, and so throws what it should return.</summary>
    public sealed class Bare
    {
        [Function(nameof(Bare))]
        public static Task<StepResult<Mark>> RunAsync([ActivityTrigger] StepCall<Order> call) => throw new InvalidOperationException("a bare fault");
    }
}
