using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps;

/// <summary>One attempt at one operation of a step, as its activity receives it.</summary>
/// <remarks>Delivered at least once, and perhaps after the step's compensation: participants keep a barrier.</remarks>
public sealed record StepCall<TRequest>
{
    public required string InstanceId { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    public string? ParentId { get; init; }

    public required string Saga { get; init; }

    public required Protocol Protocol { get; init; }

    public required int Version { get; init; }

    /// <summary>The step's name, also in calls of its compensation.</summary>
    public required string Step { get; init; }

    public required StepOperation Operation { get; init; }

    /// <summary>What is called: the function of the step's action or compensation, or its key where steps share a function.</summary>
    public required string Activity { get; init; }

    /// <summary>From 1; a pending step is asked again with the same attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts in all; a result that is unknown after them is given up, or leaves the saga stuck.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The same for all attempts at one operation, another for every other: <c>{instance id}/{activity}</c>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>How long this attempt may take before its result counts as unknown.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Until when a pending step may be asked again.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>True when a failure of this attempt leaves the saga stuck: the activity then throws.</summary>
    public bool IsLastAttempt { get; init; }

    /// <summary>The view changes to this sequence when the attempt leaves the saga stuck, and to the next one after any other.</summary>
    public required long Sequence { get; init; }

    public required SagaStatus SagaStatus { get; init; }

    /// <summary>The step's row as it stood before this attempt.</summary>
    public required StepTimeline Timeline { get; init; }

    /// <summary>When the saga's instance began; null in calls that undo a sub-saga, and in those of instances older than this member.</summary>
    public DateTimeOffset? SagaStartedAt { get; init; }

    /// <summary>When the first attempt at the operation was asked for; null in calls of instances that began before it was told.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>In a last attempt, when it was asked for: of that moment is the view that it leaves when it fails, since history has no other that the activity knows, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>True when the participant's "no" ends the operation; false where it is asked again.</summary>
    public bool TakesRefusal { get; init; }

    /// <summary>What the activity that asks for a compensation by event must know; null in every other call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventCall? Event { get; init; }

    /// <summary>In a last attempt, what no activity has told of yet and nobody could if it leaves the saga stuck; null where there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AwaitedOperation>? Awaited { get; init; }

    public required TRequest Request { get; init; }

    /// <summary>Results of the steps that have succeeded, by step.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The result of an earlier step, named by its activity; null when that step did not succeed.</summary>
    public TResult? ResultOf<TStep, TResult>() where TResult : class => ResultOf<TResult>(typeof(TStep).Name);

    /// <inheritdoc cref="ResultOf{TStep, TResult}()"/>
    public TResult? ResultOf<TResult>(string step) where TResult : class =>
        Results.TryGetValue(step, out var result) ? result.Deserialize<TResult>(SagaJson.History) : null;
}
