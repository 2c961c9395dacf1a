using System.Text.Json;
using DurableSagas.Projections.Hub;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Rewinds;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Tests.SubSagas;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Rewinds;

/// <summary>What is said to be undone by a cancel, against the calls that the cancel then makes.</summary>
public sealed class CancelPlanTests
{
    private static readonly SagaDefinition<Order>[] _shapes =
    [
        Shapes.Line, Shapes.Diamond, Shapes.Open, Shapes.NoWayBack, Shapes.Branches, Shapes.Votes, Shapes.ByEvent, Shapes.OrElse, Shapes.Fork, Shapes.Parent,
        Shapes.ParentByEvent,
    ];

    public static TheoryData<string> Names => [.. _shapes.Select(shape => shape.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Plan_WhicheverStepIsWaitedFor_IsWhatTheCancelCalls(string name)
    {
        var shape = _shapes.Single(shape => shape.Name == name);
        var cancelled = 0;
        foreach (var activity in await ForwardCallsAsync(shape))
        {
            cancelled += await IsCancelledAsPlannedAsync(shape, activity) ? 1 : 0;
        }

        Assert.True(cancelled > 0, "No way to be cancelled was found.");
    }

    [Fact]
    public async Task Plan_OfWhatIsInFlight_IsNotCertain()
    {
        await using var host = await StartAsync(Shapes.Line);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(10)));
        await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.UntilAsync(() => host.ActivityCalls.Contains("B"));

        var calls = CancelPlan.Of(await StandsAsync(host, Shapes.Line));

        Assert.Equal([("UndoB", false), ("UndoA", true)], calls.Select(call => (call.Activity, call.IsCertain)));
    }

    [Fact]
    public async Task Plan_WhileThePivotsResultIsAwaited_IsNotCertainOfAnything()
    {
        await using var host = await StartAsync(Shapes.NoWayBack);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(10)));
        await host.StartAsync(Shapes.NoWayBack, new Order(), "order-1");
        await host.UntilAsync(() => host.ActivityCalls.Contains("B"));

        var call = Assert.Single(CancelPlan.Of(await StandsAsync(host, Shapes.NoWayBack)));

        Assert.Equal(("UndoA", false), (call.Activity, call.IsCertain));
    }

    // Past the point of no return nothing is cancelled; a pivot without a way back is asked until its result is known.
    private static async Task<bool> IsCancelledAsPlannedAsync(SagaDefinition<Order> shape, string waitedFor)
    {
        await using var host = await StartAsync(shape);
        host.Faults.On(waitedFor, Fault.Pends(TimeSpan.FromMinutes(10)));
        await host.StartAsync(shape, new Order(), "order-1");
        await host.UntilAsync(() => host.ActivityCalls.Contains(waitedFor));
        // What is beside it has ended by then.
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        var stands = await StandsAsync(host, shape);
        if (shape.IsPastPivot(ordinal => stands.Steps[ordinal].Status) || shape.Steps.Any(step => step.Name == waitedFor && step.MustWork))
        {
            return false;
        }

        var (plan, calls) = (CancelPlan.Of(stands), host.Calls.Count);
        host.Faults.MendAll();
        await host.Client.RaiseEventAsync("order-1", CancelRequest.Event, new CancelRequest(), Token);
        var outcome = await host.OutcomeOfAsync("order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(
            $"{shape.Name}, cancelled at {waitedFor}: {string.Join(", ", plan.Select(call => $"{call.Saga}/{call.Activity}"))}",
            $"{shape.Name}, cancelled at {waitedFor}: {string.Join(", ", CallsSince(host, calls))}");
        return true;
    }

    private static async Task<IReadOnlyList<string>> ForwardCallsAsync(SagaDefinition<Order> shape)
    {
        await using var host = await StartAsync(shape);
        await host.RunAsync(shape, new Order(), "order-1");
        return [.. host.ActivityCalls.Where(activity => activity != "RecordTimeline").Distinct()];
    }

    private static async Task<StuckSaga> StandsAsync(SagaTestHost host, SagaDefinition shape) =>
        (await new StuckSagaReader(new KnownDefinitions(shape), host.Time).FindAsync(host.Client, "order-1", Token))!;

    // A compensation by event is looked after more than once.
    private static IEnumerable<string> CallsSince(SagaTestHost host, int calls) => host.Calls.Skip(calls)
        .Where(call => call.Activity != "RecordTimeline")
        .Select(call => call.InputAs<StepCall<JsonElement>>())
        .Select(call => $"{call.Saga.Id}/{call.Activity}")
        .Distinct();

    private static async Task<SagaTestHost> StartAsync(SagaDefinition<Order> shape)
    {
        var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Register(Shapes.ChildByEvent);
        host.Register(shape);
        return host;
    }
}
