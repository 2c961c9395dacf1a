using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Testing.Faults;
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
    public async Task Saga_StuckAndRewound_IsCountedAtOnceAndItsSpansComeWhenItHasEnded()
    {
        using var recorded = new Recorded("told-stuck");
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));

        await host.EndOfAsync(await host.StartAsync(Line("told-stuck"), new Order(), "stuck-1"));
        var (stuck, before) = (recorded.Count("durablesagas.saga.stuck"), recorded.Spans.Select(span => span.DisplayName).ToArray());
        host.Faults.MendAll();
        await host.RewindAsync("stuck-1");

        Assert.Equal(1, stuck);
        Assert.Equal(2, before.Count(name => name == "attempt UndoB"));
        Assert.DoesNotContain(before, name => name is "compensation B" or "saga told-stuck");
        Assert.Equal("Compensated", recorded.Span("saga told-stuck").GetTagItem("saga.result"));
        Assert.Equal(1, recorded.Count("durablesagas.saga.compensated"));
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
        host.Replay(await host.HistoryOfAsync(id));

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

    private static SagaDefinition<Order> Line(string name) => Saga.For<Order>(name)
        .Step<A>().CompensateWith<UndoA>(_twice)
        .Step<B>().CompensateWith<UndoB>(_twice)
        .Step<C>().CompensateWith<UndoC>(_twice)
        .Build();
}
