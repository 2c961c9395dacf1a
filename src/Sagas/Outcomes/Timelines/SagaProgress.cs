using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>A saga's timeline as its custom status carries it: what strong reads show while it runs.</summary>
/// <remarks>
/// Durable Functions keeps a custom status of 16 KB: many steps are told in short, errors first, then names, which the
/// definition knows. No status is ever left out.
/// </remarks>
public sealed record SagaProgress(string Name, Protocol Protocol, int Version, SagaStatus Status, long Sequence, IReadOnlyList<StepTimeline> Steps)
{
    /// <summary>16 KB of UTF-16.</summary>
    internal const int MaxLength = 8 * 1024;

    private static readonly int[] _errorLengths = [80, 20, 0];

    /// <summary>The steps by <see cref="StepCode"/>, when they are too many for <see cref="Steps"/>.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<string>? Codes { get; init; }

    /// <summary>From when on moments in <see cref="Codes"/> count, in ticks: a text would come back from the task hub in another form.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal long Since { get; init; }

    public static SagaProgress Of(SagaTimeline timeline)
    {
        var whole = new SagaProgress(timeline.Saga.Name, timeline.Saga.Protocol, timeline.Saga.Version, timeline.Status, timeline.Sequence, timeline.Steps);
        return whole.Forms().FirstOrDefault(form => form.Length <= MaxLength) ?? whole with { Steps = [] };
    }

    /// <summary>Reads a custom status; null when it is no saga's.</summary>
    /// <remarks>Steps told without their names have empty ones.</remarks>
    public static SagaProgress? Read(string? customStatus)
    {
        try
        {
            return customStatus is { Length: > 0 } ? JsonSerializer.Deserialize<SagaProgress>(customStatus, SagaJson.History)?.Spelled() : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private int Length => JsonSerializer.Serialize(this, SagaJson.History).Length;

    private IEnumerable<SagaProgress> Forms()
    {
        yield return this;
        yield return this with { Steps = [.. Steps.Select(step => step with { Error = ShortText.Of(step.Error, _errorLengths[0]) })] };

        foreach (var withNames in new[] { true, false })
        {
            foreach (var errorLength in _errorLengths)
            {
                yield return InShort(withNames, errorLength);
            }
        }
    }

    private SagaProgress InShort(bool withNames, int errorLength)
    {
        var since = Steps.Select(step => step.StartedAt?.UtcTicks).OfType<long>().DefaultIfEmpty().Min();
        return this with { Steps = [], Since = since, Codes = [.. Steps.Select(step => StepCode.Of(step, since, withNames, errorLength))] };
    }

    private SagaProgress Spelled() => Codes is null
        ? this
        : this with { Steps = [.. Codes.Select((code, ordinal) => StepCode.Read(code, ordinal, Since))], Codes = null, Since = 0 };
}
