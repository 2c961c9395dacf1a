using System.Text.Json;
using DurableSagas.Projections.Hub;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Rewinds;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Sagas.Tests.SubSagas;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Rewinds;

/// <summary>What a plan says, against the calls that the rewind then makes.</summary>
public sealed class RewindPlanTests
{
    private static readonly SagaDefinition<Order> _above = Saga.For<Order>("above")
        .Step<A>().CompensateWith<UndoA>()
        .SubSaga(MiddleSaga.Definition, (order, _) => order)
        .Step<D>()
        .Build();

    private static readonly SagaDefinition<Order> _conditional = Saga.For<Order>("conditional")
        .Pivot<A>().CompensateWith<UndoA>()
        .Retriable<B>()
        .Retriable<C>().When((_, _) => false)
        .Retriable<D>()
        .Build();

    private static readonly SagaDefinition<Order> _beside = Saga.For<Order>("beside")
        .Step<A>().CompensateWith<UndoA>()
        .SubSaga(Shapes.Child, (order, _) => order)
        .Step<D>().After<A>().CompensateWith<UndoD>()
        .Build();

    private static readonly SagaDefinition<Order> _chooses = Saga.For<Order>("chooses")
        .Step<A>().CompensateWith<UndoA>()
        .SavePoint()
        .SubSaga(Shapes.Child, (order, _) => order)
        .Step<E>().After<A>().CompensateWith<UndoE>()
        .Alternative(path => path.Step<D>().CompensateWith<UndoD>())
        .Step<F>()
        .Build();

    private static readonly SagaDefinition<Order>[] _shapes =
        [Shapes.Line, Shapes.Diamond, Shapes.Open, Shapes.NoWayBack, Shapes.Tail, Shapes.Branches, Shapes.Votes, Shapes.ByEvent, Shapes.OrElse, Shapes.Fork, Shapes.Parent, Shapes.ParentByEvent, _above, _beside, _chooses];

    public static TheoryData<string> Names => [.. _shapes.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Plan_OfEveryWayToBeStuck_IsWhatTheRewindCalls(string name)
    {
        var shape = _shapes.Single(shape => shape.Name == name);
        string[] activities = [.. ActivitiesOf(shape).Distinct()];
        var stuck = 0;
        foreach (var refused in activities.Prepend(null))
        {
            foreach (var broken in activities.Where(activity => activity != refused))
            {
                stuck += await IsStuckAsPlannedAsync(shape, refused, broken) ? 1 : 0;
            }
        }

        Assert.True(stuck > 1, $"{stuck} ways to be stuck were found.");
    }

    [Fact]
    public async Task Plan_WithAStepThatMayBeSkipped_IsNotCertainOfIt()
    {
        await using var host = await StartAsync();
        host.Faults.On<B>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(_conditional, new Order(), "order-1"));

        var plan = await PlanAsync(host, _conditional);

        Assert.Equal([("B", true), ("C", false), ("D", true)], plan.Calls.Select(call => (call.Step, call.IsCertain)));
    }

    [Fact]
    public async Task Plan_Untouched_TellsWhatStandsOfEveryOtherStep()
    {
        await using var host = await StartAsync();
        host.Faults.On<D>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));

        var plan = await PlanAsync(host, Shapes.Line);

        Assert.Equal([new UntouchedStep("order-1", "A", StepEffect.Stands), new UntouchedStep("order-1", "B", StepEffect.Stands), new UntouchedStep("order-1", "C", StepEffect.Stands)], plan.Untouched);
    }

    [Fact]
    public async Task Plan_OfAPathThatWasTakenAndIsUndoneWithTheWhole_TriesNoOther()
    {
        await using var host = await StartAsync();
        host.Faults.On<D>(Fault.Pends(TimeSpan.FromMinutes(10)));
        host.Faults.On<UndoB>(Fault.Fails("broken"));
        var id = await host.StartAsync(Shapes.OrElse, new Order(), "order-1");
        await host.UntilAsync(() => host.ActivityCalls.Contains("D"));

        await CancelAsync(host, id);

        await MustCallWhatIsPlannedAsync(host, Shapes.OrElse, "cancelled, undoing B broken");
        Assert.DoesNotContain("C", host.ActivityCalls);
    }

    [Fact]
    public async Task Plan_OfAPathThatWasLeftWhenTheWholeTurnedBack_TriesNoOther()
    {
        var saga = Saga.For<Order>("left")
            .SavePoint()
            .Step<A>().CompensateWith<UndoA>(AttemptPolicy.Patient with { MaxAttempts = 1 })
            .Step<B>().CompensateWith<UndoB>()
            .Step<C>()
            .Alternative(path => path.Step<D>())
            .Build();
        await using var host = await StartAsync();
        host.Faults.On<C>(Fault.Refuses("no"));
        host.Faults.On<UndoB>(Fault.Pends(TimeSpan.FromMinutes(10)).Once());
        host.Faults.On<UndoA>(Fault.Fails("broken"));
        var id = await host.StartAsync(saga, new Order(), "order-1");
        await host.UntilAsync(() => host.ActivityCalls.Contains("UndoB"));

        await CancelAsync(host, id);

        await MustCallWhatIsPlannedAsync(host, saga, "cancelled, undoing A broken");
        Assert.DoesNotContain("D", host.ActivityCalls);
    }

    [Theory]
    [InlineData("tcc", "flight", "hotel/cancel")]
    [InlineData("tcc", null, "hotel/confirm")]
    [InlineData("2pc", "to/prepare", "from/abort")]
    [InlineData("2pc", null, "to/commit")]
    public async Task Plan_OfADeclaredTransaction_IsWhatTheRewindCalls(string protocol, string? refused, string broken)
    {
        var document = protocol == "tcc" ? Documents.Tcc : Documents.TwoPhase;
        await using var host = await StartAsync();
        host.Register(document);
        host.Faults.On(broken, Fault.Fails("broken"));
        if (refused is not null)
        {
            host.Faults.On(protocol == "tcc" ? $"{refused}/try" : refused, Fault.Refuses("no"));
        }

        var end = await host.EndOfAsync(await host.StartAsync(document, "order-1"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        await MustCallWhatIsPlannedAsync(host, DeclaredSaga.DefinitionOf(document), broken);
    }

    private static async Task<bool> IsStuckAsPlannedAsync(SagaDefinition<Order> shape, string? refused, string broken)
    {
        await using var host = await StartAsync();
        host.Register(shape);
        host.Faults.On(broken, Fault.Fails("broken"));
        if (refused is not null)
        {
            host.Faults.On(refused, Fault.Refuses("no"));
        }

        if ((await host.EndOfAsync(await host.StartAsync(shape, new Order(), "order-1"))).RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            return false;
        }

        await MustCallWhatIsPlannedAsync(host, shape, $"{shape.Name}, {refused} refused, {broken} broken");
        return true;
    }

    private static async Task CancelAsync(SagaTestHost host, string id)
    {
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest(), TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    private static async Task MustCallWhatIsPlannedAsync(SagaTestHost host, SagaDefinition shape, string what)
    {
        var plan = await PlanAsync(host, shape);
        var calls = host.Calls.Count;

        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal(
            $"{what}: {string.Join(", ", plan.Calls.Select(call => $"{call.Saga}/{call.Activity}"))}",
            $"{what}: {string.Join(", ", CallsSince(host, calls))}");
    }

    private static async Task<RewindPlan> PlanAsync(SagaTestHost host, SagaDefinition shape)
    {
        var stands = await new StuckSagaReader(new KnownDefinitions(shape), host.Time).FindAsync(host.Client, "order-1", TestContext.Current.CancellationToken);
        return RewindPlan.Of(stands!);
    }

    // A compensation by event is looked after more than once.
    private static List<string> CallsSince(SagaTestHost host, int calls)
    {
        List<string> made = [];
        foreach (var call in host.Calls.Skip(calls).Where(call => call.Activity != "RecordTimeline").Select(call => call.InputAs<StepCall<JsonElement>>()))
        {
            if ($"{call.Saga.Id}/{call.Activity}" is var name && !made.Contains(name))
            {
                made.Add(name);
            }
        }

        return made;
    }

    private static IEnumerable<string> ActivitiesOf(SagaDefinition definition) =>
        definition.Steps.SelectMany(step => step.Activities.Concat(step.Action is StepWork.SubSaga below ? ActivitiesOf(below.Definition) : []));

    private static async Task<SagaTestHost> StartAsync()
    {
        var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Register(Shapes.ChildByEvent);
        return host;
    }
}
