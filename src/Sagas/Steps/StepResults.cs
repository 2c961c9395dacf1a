using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Steps;

/// <summary>The results of the steps that have succeeded so far.</summary>
public sealed class StepResults(IReadOnlyDictionary<string, JsonElement> byStep)
{
    /// <summary>The result of <typeparamref name="TStep"/>; null when that step did not succeed.</summary>
    public TResult? Of<TStep, TResult>() where TResult : class => Of<TResult>(typeof(TStep).Name);

    /// <inheritdoc cref="Of{TStep, TResult}()"/>
    public TResult? Of<TResult>(string step) where TResult : class =>
        byStep.TryGetValue(step, out var result) ? result.Deserialize<TResult>(SagaJson.History) : null;
}
