using System.Diagnostics;
using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Tests.Telemetry;

namespace DurableSagas.SagaFunctions.Tests.Events;

/// <summary>The consumer's work belongs to the trace of the saga that asked for it, whatever process it runs in.</summary>
public sealed class CompensationTraceTests(AzuriteTables azurite)
{
    private const string Attempt = "attempt Grant/consumer";

    [Fact]
    public async Task Delivery_OfAnEvent_IsASpanBelowWhatPublishedIt()
    {
        var queue = await CompensationQueue.CreateAsync(azurite, "told-delivery");
        using var recorded = new Recorded("told-delivery");
        Activity? working = null;
        ActivitySpanId publisher;
        using (var publishing = PublishingOf(queue))
        {
            await queue.PublishAsync();
            publisher = publishing.SpanId;
        }

        using var invocation = new Activity("invocation").Start();
        await queue.WorkOffAsync(await queue.ReceiveAsync(), _ => Task.FromResult(working = Activity.Current));

        var span = recorded.Span(Attempt);
        Assert.Equal((SagaTrace.TraceIdOf(queue.Saga), publisher, ActivityKind.Consumer), (span.TraceId, span.ParentSpanId, span.Kind));
        Assert.Equal((ActivityStatusCode.Ok, "Succeeded", 1L), (span.Status, span.GetTagItem("saga.result"), span.GetTagItem("saga.attempt")));
        Assert.Equal(span.SpanId, working?.SpanId);
        Assert.Equal(invocation.SpanId, Assert.Single(span.Links).Context.SpanId);
    }

    [Fact]
    public async Task Delivery_ThatFails_IsToldAsUnknownAndSoIsEachOne()
    {
        var queue = await CompensationQueue.CreateAsync(azurite, "told-failing");
        using var recorded = new Recorded("told-failing");
        using (PublishingOf(queue))
        {
            await queue.PublishAsync();
        }

        var message = await queue.ReceiveAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.WorkOffAsync(message, _ => throw new InvalidOperationException("broken")));
        await queue.WorkOffAsync(message);

        Assert.Equal<(string?, string?)>([("Unknown", "broken"), ("Succeeded", null)], recorded.Spans.Select(span => (span.GetTagItem("saga.result") as string, span.StatusDescription)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task Delivery_OfAnEventWithoutATrace_BelongsToItsCompensation(string? traceParent)
    {
        var name = $"told-{traceParent ?? "nothing"}";
        var queue = await CompensationQueue.CreateAsync(azurite, name);
        using var recorded = new Recorded(name);
        await queue.PublishAsync();
        var body = (await queue.ReceiveAsync()).Body.ToString();
        var changed = traceParent is null ? body.Replace($"\"traceparent\":\"{queue.StepsTraceParent}\",", string.Empty, StringComparison.Ordinal) : body.Replace(queue.StepsTraceParent, traceParent, StringComparison.Ordinal);

        await queue.WorkOffAsync(QueuesModelFactory.QueueMessage("1", "receipt", changed, dequeueCount: 1));

        Assert.DoesNotContain(queue.StepsTraceParent, changed, StringComparison.Ordinal);
        Assert.Equal(SagaTrace.Of(queue.Saga, "Grant", StepOperation.Compensation).SpanId, recorded.Span(Attempt).ParentSpanId);
    }

    // As the attempt of the activity that publishes is current.
    private static Activity PublishingOf(CompensationQueue queue) =>
        new Activity("attempt Grant/compensation").SetParentId(SagaTrace.TraceIdOf(queue.Saga), SagaTrace.Of(queue.Saga, "Grant", StepOperation.Compensation).SpanId, ActivityTraceFlags.Recorded).Start();
}
