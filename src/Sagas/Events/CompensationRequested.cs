using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Events;

/// <summary>The event by which a saga asks the consumer of a queue to undo a step.</summary>
/// <remarks>
/// Delivered at least once, perhaps after the saga has ended: consumers keep a barrier, and accept that the step never
/// happened. In its JSON decimals are text (<see cref="SagaJson.History"/>).
/// </remarks>
public sealed record CompensationRequested<TRequest>
{
    public required string InstanceId { get; init; }

    /// <summary>Its definition's name.</summary>
    public required string Saga { get; init; }

    public required int Version { get; init; }

    public required string Step { get; init; }

    /// <summary>The same in every publication: <c>{instance id}/{step}/compensation</c>.</summary>
    public required string IdempotencyKey { get; init; }

    public required int Attempt { get; init; }

    /// <summary>From 1; a stuck saga publishes another at each rewind, with the same number.</summary>
    public required int Publication { get; init; }

    /// <summary>The orchestration instance that waits for the acknowledgement.</summary>
    public required string ReplyTo { get; init; }

    /// <summary>When the saga stops waiting, and is stuck; an acknowledgement after it is kept, and found when the instance is rewound.</summary>
    public required DateTimeOffset Deadline { get; init; }

    public required TRequest Request { get; init; }

    /// <summary>Results of the steps that have succeeded, by step.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The result of a step, named by its activity; null when that step did not succeed, or nobody knows.</summary>
    public TResult? ResultOf<TStep, TResult>() where TResult : class =>
        Results.TryGetValue(typeof(TStep).Name, out var result) ? result.Deserialize<TResult>(SagaJson.History) : null;
}
