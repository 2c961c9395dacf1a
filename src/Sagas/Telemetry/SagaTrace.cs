using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>The ids of a saga's spans, derived from the saga's own id: every process that works for it knows them, and none must be told.</summary>
/// <remarks>
/// A saga outlives the processes that run it, so its span can only be written when it has ended, long after its children
/// have named it as their parent. Derived ids cost nothing in history, and a span that is written twice, as activities may
/// run twice, is the same span.
/// </remarks>
public static class SagaTrace
{
    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    /// <summary>One trace a saga, whether anybody listens or not.</summary>
    public static ActivityTraceId TraceIdOf(string saga) => ActivityTraceId.CreateFromBytes(Hash(saga)[..TraceIdLength]);

    /// <summary>The saga's own span.</summary>
    public static ActivityContext Of(string saga) => Context(saga, saga);

    /// <summary>The span of a step, or of its compensation.</summary>
    public static ActivityContext Of(string saga, string step, StepOperation operation) => Context(saga, $"{saga}/{step}/{operation}");

    /// <summary>
    /// The <c>traceparent</c> (W3C) of what is sent for a step: it names the attempt that sends it, or, where nothing traces
    /// the saga, the step's own span as not sampled.
    /// </summary>
    /// <remarks>An invocation's own trace, current where the saga's is not, is another one: the saga's calls would not belong together.</remarks>
    public static string TraceParentOf(string saga, string step, StepOperation operation)
    {
        var span = Of(saga, step, operation);
        return Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } current && current.TraceId == span.TraceId
            ? id
            : $"00-{span.TraceId}-{span.SpanId}-00";
    }

    private static ActivityContext Context(string saga, string span) =>
        new(
            TraceIdOf(saga),
            ActivitySpanId.CreateFromBytes(Hash(span)[TraceIdLength..(TraceIdLength + SpanIdLength)]),
            ActivityTraceFlags.Recorded,
            isRemote: true);

    private static ReadOnlySpan<byte> Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
