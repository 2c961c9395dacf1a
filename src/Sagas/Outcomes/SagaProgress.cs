using System.Text.Json;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>A saga's timeline as its custom status carries it: what strong reads show while it runs.</summary>
/// <remarks>Durable Functions keeps a custom status of 16 KB; a longer one loses its details, never its statuses.</remarks>
public sealed record SagaProgress(string Name, Protocol Protocol, int Version, SagaStatus Status, long Sequence, IReadOnlyList<StepTimeline> Steps)
{
    /// <summary>16 KB of UTF-16.</summary>
    public const int MaxLength = 8 * 1024;

    private const int ShortError = 80;

    public static SagaProgress Of(SagaTimeline timeline)
    {
        var whole = new SagaProgress(timeline.Name, timeline.Protocol, timeline.Version, timeline.Status, timeline.Sequence, timeline.Steps);
        return whole.Length <= MaxLength ? whole : Shorter(whole).FirstOrDefault(progress => progress.Length <= MaxLength) ?? whole with { Steps = [] };
    }

    private static IEnumerable<SagaProgress> Shorter(SagaProgress whole)
    {
        yield return whole.With(step => step with { Error = step.Error is { Length: > ShortError } error ? error[..ShortError] : step.Error });
        yield return whole.With(step => step with { Error = null });
        yield return whole.With(step => step with { Error = null, StartedAt = null, FinishedAt = null });
        yield return whole with { Steps = [.. whole.Steps.Where(step => step.Status is not (StepStatus.Pending or StepStatus.Succeeded)).Select(step => step with { Error = null, StartedAt = null, FinishedAt = null })] };
    }

    private int Length => JsonSerializer.Serialize(this, SagaJson.History).Length;

    private SagaProgress With(Func<StepTimeline, StepTimeline> shorten) => this with { Steps = [.. Steps.Select(shorten)] };
}
