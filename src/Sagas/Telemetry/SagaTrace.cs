using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.Sagas.Steps;

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

    private static ActivityContext Context(string saga, string span) =>
        new(TraceIdOf(saga), ActivitySpanId.CreateFromBytes(Hash(span)[TraceIdLength..(TraceIdLength + SpanIdLength)]), ActivityTraceFlags.Recorded, isRemote: true);

    private static ReadOnlySpan<byte> Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
