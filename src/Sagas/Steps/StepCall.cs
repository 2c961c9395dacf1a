using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Calls;

namespace DurableSagas.Sagas.Steps;

/// <summary>One attempt at one operation of a step, as its activity receives it.</summary>
/// <remarks>Delivered at least once, and perhaps after the step's compensation: participants keep a barrier.</remarks>
public sealed record StepCall<TRequest>
{
    public required SagaIdentity Saga { get; init; }

    /// <summary>The step's name, also in calls of its compensation.</summary>
    public required string Step { get; init; }

    public required StepOperation Operation { get; init; }

    /// <summary>What is called: the function of the step's action or compensation, or its key where steps share a function.</summary>
    public required string Activity { get; init; }

    /// <summary>From 1; a pending step is asked again with the same attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The same for all attempts at one operation, another for every other: <c>{saga's id}/{activity}</c>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Until when a pending step may be asked again.</summary>
    public required DateTimeOffset Deadline { get; init; }

    public required TRequest Request { get; init; }

    /// <summary>Not for the work; a call that is made by hand needs none.</summary>
    [JsonInclude]
    internal CallFrame Frame { get; init; } = new();

    [JsonInclude]
    internal IReadOnlyDictionary<string, JsonElement> Results { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The attempt as the step's row counts it: of a compensation by event, how often the event was published.</summary>
    internal int Counted => Frame.Event is { } asked ? asked.Publication ?? Frame.Step?.CompensationAttempts ?? Attempt : Attempt;

    /// <summary>The result of an earlier step, named by its activity; null when that step did not succeed.</summary>
    /// <exception cref="InvalidOperationException">The activity gives a result of another type.</exception>
    public TResult? ResultOf<TStep, TResult>() where TResult : class => new StepResults(Results).Of<TStep, TResult>();

    /// <summary>The result of the step of this name; null when that step did not succeed.</summary>
    public TResult? ResultOf<TResult>(string step) where TResult : class => new StepResults(Results).Of<TResult>(step);
}
