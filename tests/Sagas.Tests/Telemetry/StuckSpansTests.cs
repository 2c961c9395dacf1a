using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Telemetry;

public sealed class StuckSpansTests
{
    private static readonly AttemptPolicy _twice = new() { MaxAttempts = 2 };

    [Fact]
    public async Task Saga_Stuck_IsToldAtOnceAsFarAsItHasCome()
    {
        using var recorded = new Recorded("told-stuck");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        var startedAt = host.Time.GetUtcNow().UtcDateTime;

        await host.EndOfAsync(await host.StartAsync(Line("told-stuck"), new Order(), "stuck-1"));

        var (saga, undo) = (recorded.Span("saga told-stuck"), recorded.Span("compensation B"));
        Assert.Equal((ActivityStatusCode.Error, "B: broken", "Stuck"), (saga.Status, saga.StatusDescription, saga.GetTagItem("saga.result")));
        Assert.Equal((ActivityStatusCode.Error, "broken", "Stuck"), (undo.Status, undo.StatusDescription, undo.GetTagItem("saga.result")));
        Assert.Equal((startedAt, host.Time.GetUtcNow().UtcDateTime), (saga.StartTimeUtc, saga.StartTimeUtc + saga.Duration));
        Assert.Equal([undo.SpanId, undo.SpanId], recorded.Spans.Where(span => span.DisplayName == "attempt UndoB").Select(span => span.ParentSpanId));
        Assert.Equal((SagaTrace.Of("stuck-1").SpanId, default), (undo.ParentSpanId, saga.ParentSpanId));
        Assert.Equal((1, 0, 3), (recorded.Count("durablesagas.saga.stuck"), recorded.Count("durablesagas.saga.duration"), recorded.Count("durablesagas.step.duration")));
    }

    [Fact]
    public async Task Saga_Rewound_IsToldAgainAsTheSameSpansToItsEnd()
    {
        using var recorded = new Recorded("told-rewound");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Line("told-rewound"), new Order(), "rewound-1"));

        await host.AdvanceAsync(TimeSpan.FromDays(1));
        host.Faults.MendAll();
        await host.RewindAsync("rewound-1");

        AssertToldTwice([.. recorded.Spans.Where(span => span.DisplayName == "saga told-rewound")], "Compensated");
        AssertToldTwice([.. recorded.Spans.Where(span => span.DisplayName == "compensation B")], "Succeeded");
        Assert.Equal((1, 1), (recorded.Count("durablesagas.saga.stuck"), recorded.Count("durablesagas.saga.compensated")));
    }

    [Fact]
    public async Task Saga_StuckAfterAnApproval_TellsOfTheApprovalToo()
    {
        using var recorded = new Recorded("told-approved-then-stuck");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("broken"));
        var saga = Saga.For<Order>("told-approved-then-stuck").Approval("Manager", TimeSpan.FromDays(20)).Pivot<A>().Retriable<B>().Build();
        await host.StartAsync(saga, new Order(), "approved-then-stuck-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("approved-then-stuck-1", "Manager", new ApprovalAnswer(Approved: true, "kim"));
        await host.EndOfAsync("approved-then-stuck-1");

        Assert.Equal("Succeeded", recorded.Span("step Manager").GetTagItem("saga.result"));
        Assert.Equal("Stuck", recorded.Span("step B").GetTagItem("saga.result"));
    }

    [Fact]
    public async Task SubSaga_StuckWhileUndone_TellsOfTheCompensationButNotOfASagaThatHadCompleted()
    {
        using var recorded = new Recorded("told-undone-stuck");
        await using var host = await Hosts.StartAsync();
        var child = Saga.For<Order>("told-undone-stuck").Step<B>().CompensateWith<UndoB>(_twice).Build();
        var parent = Saga.For<Order>("told-undoing").SubSaga(child, (order, _) => order).Step<D>().Build();
        host.Register(child);
        host.Faults.On<D>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));

        await host.EndOfAsync(await host.StartAsync(parent, new Order(), "undoing-1"));

        Assert.Equal("Completed", recorded.Span("saga told-undone-stuck").GetTagItem("saga.result"));
        Assert.Equal("Stuck", recorded.Span("compensation B").GetTagItem("saga.result"));
    }

    [Fact]
    public async Task Saga_WhoseEndNobodyCouldRead_IsStuckThereUntilARewindWritesIt()
    {
        using var recorded = new Recorded("told-unwritten");
        await using var host = await Hosts.StartAsync();
        var saga = Saga.For<Order>("told-unwritten").Approval("Manager", TimeSpan.FromDays(1)).Build();
        var id = await host.StartAsync(saga, new Order(), "unwritten-1");
        await host.WhenIdleAsync();

        host.Views.FailNext(int.MaxValue);
        await host.EndOfAsync(id);
        var stuck = recorded.Spans.Select(span => (span.DisplayName, span.GetTagItem("saga.result"))).ToArray();
        host.Views.FailNext(0);
        await host.RewindAsync(id);

        Assert.Equal([("step Manager", "Refused"), ("saga told-unwritten", "Stuck")], stuck);
        Assert.Equal("Compensated", recorded.Spans[^1].GetTagItem("saga.result"));
        Assert.Equal((1, 1), (recorded.Count("durablesagas.saga.stuck"), recorded.Count("durablesagas.saga.compensated")));
    }

    private static void AssertToldTwice(Activity[] told, string end)
    {
        Assert.Equal(["Stuck", end], told.Select(span => span.GetTagItem("saga.result")));
        Assert.Equal((told[0].SpanId, told[0].StartTimeUtc), (told[1].SpanId, told[1].StartTimeUtc));
        Assert.True(told[1].Duration - told[0].Duration >= TimeSpan.FromDays(1), $"It took {told[0].Duration} to get stuck and {told[1].Duration} to end.");
    }

    private static SagaDefinition<Order> Line(string name) => Saga.For<Order>(name)
        .Step<A>().CompensateWith<UndoA>(_twice)
        .Step<B>().CompensateWith<UndoB>(_twice)
        .Step<C>().CompensateWith<UndoC>(_twice)
        .Build();
}
