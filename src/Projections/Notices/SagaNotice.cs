using System.Text.Json.Serialization;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Notices;

/// <summary>What a receiver is told of a saga: the data of an event of type <see cref="Ended"/> or <see cref="Stuck"/>.</summary>
/// <param name="Sequence">Of the saga's view: a session read with it as <c>minSequence</c> shows at least as much.</param>
/// <param name="At">When it came to be so.</param>
public sealed record SagaNotice(string Id, string Name, Protocol Protocol, int Version, SagaStatus Status, long Sequence, DateTimeOffset At)
{
    /// <summary>It will not go on: <c>Completed</c>, <c>Compensated</c> or <c>Terminated</c>.</summary>
    public const string Ended = "durablesagas.saga-ended.v1";

    /// <summary>It does not go on by itself: <c>Stuck</c>, or <c>Failed</c>.</summary>
    public const string Stuck = "durablesagas.saga-stuck.v1";

    /// <summary>By what the business knows the saga; null where its definition does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Of one that has completed or was compensated; what is too long for a message is left out of it, its result first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SagaOutcome? Outcome { get; init; }

    /// <summary>At which it is stuck; null when no step has told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    /// <summary>Why it is stuck, or was terminated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The type of the event that tells this status; null of one that nobody is told.</summary>
    internal static string? TypeOf(SagaStatus status) =>
        status.HasEnded() ? Ended : status is SagaStatus.Stuck or SagaStatus.Failed ? Stuck : null;
}
