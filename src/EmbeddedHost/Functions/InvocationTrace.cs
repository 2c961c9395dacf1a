using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The trace that an invocation belongs to: the trigger's, else the process's current one, else its own.</summary>
internal sealed class InvocationTrace(string? traceParent, string? traceState) : TraceContext
{
    public override string TraceParent { get; } = traceParent ?? Current() ?? New();

    public override string TraceState { get; } = traceState ?? string.Empty;

    public override IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    private static string? Current() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    private static string New() =>
        $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00";
}
