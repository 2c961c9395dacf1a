using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>A span of what lies in the past, with the id that its children have already named.</summary>
internal sealed record WrittenSpan(string Name, ActivityContext Parent, ActivitySpanId Id, DateTimeOffset StartedAt, ActivityTagsCollection Tags)
{
    public ActivityLink[] Links { get; init; } = [];

    public void Write(string result, string? error, DateTimeOffset finishedAt)
    {
        // A root takes the current span for its parent, and the current one is the invocation that writes it.
        var invocation = Activity.Current;
        Activity.Current = null;
        using (var span = SagaTelemetry.Source.CreateActivity(Name, ActivityKind.Internal, Parent, Tags, Links)?.SetStartTime(StartedAt.UtcDateTime).Start())
        {
            if (span is not null)
            {
                // .NET draws the id at the start and offers no other way in; Microsoft's DurableTask.Core sets the same field.
                IdOf(span) = Id.ToHexString();
                span.End(result, error, finishedAt);
            }
        }

        Activity.Current = invocation;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? IdOf(Activity span);
}
