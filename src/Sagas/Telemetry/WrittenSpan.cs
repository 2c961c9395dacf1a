using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>A span of what lies in the past, with the id that its children have already named.</summary>
internal sealed class WrittenSpan : IDisposable
{
    private readonly Activity? _before = Activity.Current;
    private readonly Activity? _span;

    public WrittenSpan(string name, ActivityContext parent, ActivitySpanId id, DateTimeOffset startedAt, ActivityTagsCollection tags, ActivityLink[] links)
    {
        // A root takes the current span for its parent, and the current one is the invocation that writes it.
        Activity.Current = null;
        _span = SagaTelemetry.Source.CreateActivity(name, ActivityKind.Internal, parent, tags, links)?.SetStartTime(startedAt.UtcDateTime).Start();
        if (_span is not null)
        {
            // .NET draws the id at the start and offers no other way in; Microsoft's DurableTask.Core sets the same field.
            IdOf(_span) = id.ToHexString();
        }
    }

    public void End(string result, string? error, DateTimeOffset finishedAt) => _span?.End(result, error, finishedAt);

    public void Dispose()
    {
        _span?.Dispose();
        Activity.Current = _before;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? IdOf(Activity span);
}
