using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Telemetry;

/// <summary>Steps that are no activity: the orchestrator waits for them, and writes no span itself.</summary>
public sealed class AwaitedSpansTests
{
    [Theory]
    [InlineData("told-yes", true, "Succeeded", ActivityStatusCode.Ok, null)]
    [InlineData("told-no", false, "Refused", ActivityStatusCode.Error, "kim said no.")]
    public async Task Approval_Answered_IsAStepAsLongAsItWasWaitedFor(string name, bool approved, string result, ActivityStatusCode status, string? reason)
    {
        using var recorded = new Recorded(name);
        await using var host = await Hosts.StartAsync();
        var startedAt = host.Time.GetUtcNow().UtcDateTime;

        await ApproveAsync(host, name, approved);

        var step = recorded.Span("step Manager");
        Assert.Equal((result, status, reason), (step.GetTagItem("saga.result"), step.Status, step.StatusDescription));
        Assert.Equal((startedAt, TimeSpan.FromDays(3)), (step.StartTimeUtc, step.Duration));
        Assert.Equal((SagaTrace.TraceIdOf(name), recorded.Span($"saga {name}").SpanId, SagaTrace.Of(name, "Manager", StepOperation.Action).SpanId), (step.TraceId, step.ParentSpanId, step.SpanId));
        Assert.Equal(approved ? 3 : 2, recorded.Count("durablesagas.step.duration"));
    }

    [Fact]
    public async Task Approval_Replayed_MakesNoSpans()
    {
        using var recorded = new Recorded("told-approval-replayed");
        await using var host = await Hosts.StartAsync();

        await ApproveAsync(host, "told-approval-replayed", approved: true, whileWaiting: host.CrashAsync);
        var made = recorded.Spans.Select(span => span.DisplayName).ToArray();
        host.Replay(host.HistoryOf("told-approval-replayed"));

        Assert.Equal(1, host.Crashes);
        Assert.Equal(["attempt A", "step A", "attempt B", "step B", "step Manager", "saga told-approval-replayed"], made);
        Assert.Equal(made, recorded.Spans.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task SubSaga_CompletedThenUndone_IsAStepAndACompensationOfItsParent()
    {
        using var recorded = new Recorded("told-above-undone");
        await using var host = await Hosts.StartAsync();
        var child = Saga.For<Order>("told-below-undone").Step<B>().CompensateWith<UndoB>().Build();
        var parent = Saga.For<Order>("told-above-undone").SubSaga(child, (order, _) => order).Step<D>().Build();
        host.Register(child);
        host.Faults.On<B>(Fault.Fails("busy").For(1)).On<D>(Fault.Refuses("no"));

        await host.RunAsync(parent, new Order(), "above-undone");

        var (saga, step, undo) = (recorded.Span("saga told-above-undone"), recorded.Span("step told-below-undone"), recorded.Span("compensation told-below-undone"));
        Assert.Equal([saga.SpanId, saga.SpanId], new[] { step, undo }.Select(span => span.ParentSpanId));
        Assert.Equal(["Succeeded", "Succeeded"], new[] { step, undo }.Select(span => span.GetTagItem("saga.result")));
        Assert.True(step.Duration > TimeSpan.Zero, "The child's pause between its attempts is part of the step.");
        Assert.Equal(3, recorded.Count("durablesagas.step.duration"));
    }

    private static async Task ApproveAsync(SagaTestHost host, string saga, bool approved, Func<Task>? whileWaiting = null)
    {
        await host.StartAsync(Saga.For<Order>(saga).Step<A>().Approval("Manager", TimeSpan.FromDays(20)).Step<B>().Build(), new Order(), saga);
        await host.AdvanceAsync(TimeSpan.FromDays(3));
        await (whileWaiting?.Invoke() ?? Task.CompletedTask);
        await host.Client.RaiseEventAsync(saga, "Manager", new ApprovalAnswer(approved, "kim"));
        await host.OutcomeOfAsync(saga);
    }
}
