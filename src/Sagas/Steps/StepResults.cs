using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Steps;

/// <summary>The results of the steps that have succeeded so far.</summary>
public sealed class StepResults(IReadOnlyDictionary<string, JsonElement> byStep)
{
    /// <summary>The result of <typeparamref name="TStep"/>; null when that step did not succeed.</summary>
    /// <exception cref="InvalidOperationException">The activity gives a result of another type.</exception>
    public TResult? Of<TStep, TResult>() where TResult : class =>
        StepActivity.In(typeof(TStep))?.Result is { } result && !result.IsAssignableTo(typeof(TResult))
            ? throw new InvalidOperationException($"'{typeof(TStep).Name}' gives {TypeText.Of(result)}, which was asked for as {TypeText.Of(typeof(TResult))}.")
            : Of<TResult>(typeof(TStep).Name);

    /// <summary>The result of the step of this name; null when that step did not succeed.</summary>
    public TResult? Of<TResult>(string step) where TResult : class =>
        byStep.TryGetValue(step, out var result) ? result.Deserialize<TResult>(SagaJson.History) : null;

    internal TResult? OfSubSaga<TResult>(string step) where TResult : class =>
        Of<SagaDone>(step)?.Result is { } result ? JsonSerializer.Deserialize<TResult>(result.Text, SagaJson.Options) : null;

    internal StepResults InSubSaga(string step) => new(Of<SagaDone>(step)?.Results ?? new Dictionary<string, JsonElement>());
}
