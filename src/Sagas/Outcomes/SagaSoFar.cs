using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>What a last attempt can tell of its whole saga, should it leave it stuck.</summary>
/// <param name="StartedAt">Null in the run that undoes a sub-saga: it is no saga of its own.</param>
public sealed record SagaSoFar(DateTimeOffset? StartedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AwaitedOperation>? Awaited { get; init; }
}
