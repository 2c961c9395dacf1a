using System.Diagnostics;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Telemetry;

namespace DurableSagas.Sagas.Tests.Telemetry;

/// <summary>Spans that no saga's own activity writes: a starter's, and a consumer's.</summary>
public sealed class SagaSpansTests
{
    private const string Foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Start_InTheCallersTrace_LinksToTheSagas()
    {
        using var recorded = new Recorded("told-start");

        using (SagaSpans.Start(new SagaIdentity("start-1", "told-start", Protocol.Tcc, 2)))
        {
        }

        var start = recorded.Span("start told-start");
        Assert.Equal((ActivityKind.Producer, SagaTrace.Of("start-1")), (start.Kind, Assert.Single(start.Links).Context));
        Assert.NotEqual(SagaTrace.TraceIdOf("start-1"), start.TraceId);
        Assert.Equal([("saga.id", "start-1"), ("saga.name", "told-start"), ("saga.protocol", "Tcc")], start.TagObjects.Select(tag => (tag.Key, (string?)tag.Value)));
    }

    [Theory]
    [InlineData(Foreign, null, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "Succeeded", ActivityStatusCode.Ok)]
    [InlineData(Foreign, "broken", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "Unknown", ActivityStatusCode.Error)]
    [InlineData("nonsense", null, null, null, "Succeeded", ActivityStatusCode.Ok)]
    [InlineData(null, null, null, null, "Succeeded", ActivityStatusCode.Ok)]
    public void Delivery_OfAnEvent_IsBelowWhatPublishedItOrTheCompensation(string? traceParent, string? error, string? trace, string? parent, string result, ActivityStatusCode status)
    {
        using var recorded = new Recorded("told-delivery");

        using (var delivery = SagaSpans.Delivery("delivery-1", "told-delivery", "A", "A/consumer", traceParent, delivery: 2))
        {
            SagaSpans.End(delivery, error);
        }

        var (span, compensation) = (recorded.Span("attempt A/consumer"), SagaTrace.Of("delivery-1", "A", StepOperation.Compensation));
        Assert.Equal((trace ?? compensation.TraceId.ToHexString(), parent ?? compensation.SpanId.ToHexString()), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()));
        Assert.Equal((ActivityKind.Consumer, status, error), (span.Kind, span.Status, span.StatusDescription));
        Assert.Equal(
            [("saga.id", "delivery-1"), ("saga.name", "told-delivery"), ("saga.step", "A"), ("saga.operation", "Compensation"), ("saga.attempt", 2L), ("saga.result", result)],
            span.TagObjects.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public void Delivery_InsideAnInvocation_LinksToIt()
    {
        using var recorded = new Recorded("told-invoked");
        using var invocation = new Activity("invocation").SetIdFormat(ActivityIdFormat.W3C).Start();

        SagaSpans.Delivery("invoked-1", "told-invoked", "A", "A/consumer", Foreign, delivery: 1)?.Dispose();

        Assert.Equal(invocation.Context, Assert.Single(recorded.Span("attempt A/consumer").Links).Context);
    }

    [Fact]
    public void TraceParent_OfWhatIsSent_NamesTheAttemptOnlyInTheSagasOwnTrace()
    {
        var step = SagaTrace.Of("sent-1", "A", StepOperation.Action);
        var untraced = SagaTrace.TraceParentOf("sent-1", "A", StepOperation.Action);
        using var other = new Activity("invocation").SetIdFormat(ActivityIdFormat.W3C).Start();
        var invoked = SagaTrace.TraceParentOf("sent-1", "A", StepOperation.Action);
        using var attempt = new Activity("attempt").SetParentId(step.TraceId, step.SpanId, ActivityTraceFlags.Recorded).Start();

        Assert.Equal($"00-{step.TraceId}-{step.SpanId}-00", untraced);
        Assert.Equal(untraced, invoked);
        Assert.Equal(attempt.Id, SagaTrace.TraceParentOf("sent-1", "A", StepOperation.Action));
    }

    [Fact]
    public void Ids_OfASagaAndItsSteps_AreTheSameInEveryProcess()
    {
        var (saga, action, undo) = (SagaTrace.Of("order-1"), SagaTrace.Of("order-1", "A", StepOperation.Action), SagaTrace.Of("order-1", "A", StepOperation.Compensation));

        Assert.Equal(("0bafe22156d2698c143b86040446d366", "ead863ba600d5c92", "bcd8c9e8be0d8f38", "154058baa301e3f4"), (saga.TraceId.ToHexString(), saga.SpanId.ToHexString(), action.SpanId.ToHexString(), undo.SpanId.ToHexString()));
        Assert.All([saga, action, undo], span => Assert.Equal((saga.TraceId, ActivityTraceFlags.Recorded, true), (span.TraceId, span.TraceFlags, span.IsRemote)));
    }
}
