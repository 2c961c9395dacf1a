using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static readonly AttemptPolicy _twice = new() { MaxAttempts = 2 };

    [Fact]
    public async Task Saga_Completed_IsOneTreeOfSpansInItsOwnTrace()
    {
        using var recorded = new Recorded("told-completed");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("busy").For(1));

        await host.RunAsync(Line("told-completed"), new Order(), "completed-1");

        var saga = recorded.Span("saga told-completed");
        Assert.Equal(["attempt A", "step A", "attempt B", "attempt B", "step B", "attempt C", "step C", "saga told-completed"], recorded.Spans.Select(span => span.DisplayName));
        Assert.All(recorded.Spans, span => Assert.Equal(SagaTrace.TraceIdOf("completed-1"), span.TraceId));
        Assert.Equal(default, saga.ParentSpanId);
        Assert.All(recorded.Spans.Where(span => span.DisplayName.StartsWith("step", StringComparison.Ordinal)), step => Assert.Equal(saga.SpanId, step.ParentSpanId));
        Assert.All(recorded.Spans.Where(span => span.DisplayName == "attempt B"), attempt => Assert.Equal(recorded.Span("step B").SpanId, attempt.ParentSpanId));
        Assert.Equal(["Unknown", "Succeeded"], recorded.Spans.Where(span => span.DisplayName == "attempt B").Select(span => span.GetTagItem("saga.result")));
    }

    [Fact]
    public async Task Saga_Completed_LastsAsLongAsItsStepsAndPausesTogether()
    {
        using var recorded = new Recorded("told-lasting");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("busy").For(1));
        var startedAt = host.Time.GetUtcNow().UtcDateTime;

        await host.RunAsync(Line("told-lasting"), new Order(), "lasting-1");

        var (saga, step) = (recorded.Span("saga told-lasting"), recorded.Span("step B"));
        Assert.Equal(startedAt, saga.StartTimeUtc);
        Assert.Equal(host.Time.GetUtcNow().UtcDateTime - startedAt, saga.Duration);
        Assert.True(step.Duration > TimeSpan.Zero, "The pause between the attempts is part of the step.");
        Assert.Equal((1, 3), (recorded.Count("durablesagas.saga.duration"), recorded.Count("durablesagas.step.duration")));
        Assert.Equal((1, 0, 0), (recorded.Count("durablesagas.saga.completed"), recorded.Count("durablesagas.saga.compensated"), recorded.Count("durablesagas.saga.stuck")));
    }

    [Fact]
    public async Task Saga_Compensated_ShowsTheRefusalAndEachCompensation()
    {
        using var recorded = new Recorded("told-compensated");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no"));

        await host.RunAsync(Line("told-compensated"), new Order(), "compensated-1");

        var saga = recorded.Span("saga told-compensated");
        Assert.Equal((ActivityStatusCode.Error, "no"), (saga.Status, saga.StatusDescription));
        Assert.Equal((ActivityStatusCode.Error, "Refused"), (recorded.Span("step C").Status, recorded.Span("step C").GetTagItem("saga.result")));
        Assert.Equal(["compensation B", "compensation A"], recorded.Spans.Select(span => span.DisplayName).Where(name => name.StartsWith("compensation", StringComparison.Ordinal)));
        Assert.Equal(recorded.Span("compensation A").SpanId, recorded.Span("attempt UndoA").ParentSpanId);
        Assert.Equal((0, 1), (recorded.Count("durablesagas.saga.completed"), recorded.Count("durablesagas.saga.compensated")));
    }

    [Fact]
    public async Task Saga_Replayed_MakesNoSpans()
    {
        using var recorded = new Recorded("told-replayed");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Fails("busy").For(1));
        var id = await host.StartAsync(Line("told-replayed"), new Order(), "replayed-1");

        await host.WhenIdleAsync();
        await host.CrashAsync();
        await host.EndOfAsync(id);
        var made = recorded.Spans.Select(span => span.DisplayName).ToArray();
        host.Replay(host.HistoryOf(id));

        Assert.Equal(1, host.Crashes);
        Assert.Equal(["attempt A", "step A", "attempt B", "step B", "attempt C", "attempt C", "step C", "saga told-replayed"], made);
        Assert.Equal(made, recorded.Spans.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task SubSaga_Completed_HasATraceOfItsOwnThatLinksToItsParents()
    {
        using var recorded = new Recorded(Shapes.Child.Name);
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);

        await host.RunAsync(Shapes.Parent, new Order(), "told-parent");

        var child = Assert.Single(recorded.Spans, span => Equals(span.GetTagItem("saga.id"), "told-parent:child") && span.DisplayName == $"saga {Shapes.Child.Name}");
        Assert.Equal(SagaTrace.Of("told-parent"), Assert.Single(child.Links).Context);
    }

    [Fact]
    public async Task SubSaga_Begun_IsCountedAsStartedOnceAndItsParentIsNot()
    {
        using var recorded = new Recorded("told-sub");
        using var above = new Recorded("told-above");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Fails("busy").For(1)).On<D>(Fault.Refuses("no"));

        // Undone in the end, by another instance: that is no second start.
        await host.RunAsync(Above(Line("told-sub"), host), new Order(), "above-1");

        Assert.Equal((1, 1), (recorded.Count("durablesagas.saga.started"), recorded.Count("durablesagas.saga.completed")));
        Assert.Equal((0, 1), (above.Count("durablesagas.saga.started"), above.Count("durablesagas.saga.compensated")));
    }

    [Fact]
    public async Task SubSaga_ThatBeginsByWaiting_IsCountedAsStarted()
    {
        using var recorded = new Recorded("told-waiting");
        await using var host = await Hosts.StartAsync();

        await host.RunAsync(Above(Saga.For<Order>("told-waiting").Approval("Manager", TimeSpan.FromDays(1)).Build(), host), new Order(), "above-2");

        Assert.Equal((1, 1), (recorded.Count("durablesagas.saga.started"), recorded.Count("durablesagas.saga.compensated")));
    }

    private static SagaDefinition<Order> Above(SagaDefinition<Order> child, SagaTestHost host)
    {
        host.Register(child);
        return Saga.For<Order>("told-above").SubSaga(child, (order, _) => order).Step<D>().Build();
    }

    private static SagaDefinition<Order> Line(string name) => Saga.For<Order>(name)
        .Step<A>().CompensateWith<UndoA>(_twice)
        .Step<B>().CompensateWith<UndoB>(_twice)
        .Step<C>().CompensateWith<UndoC>(_twice)
        .Build();
}
