using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.SagaFunctions.Previews;

/// <summary>The attempt at which a saga is stuck, and which a rewind makes again.</summary>
/// <param name="Saga">The saga that is stuck itself: the one asked for, or one that it is made of.</param>
/// <param name="Step">Null when nothing but the record of the saga's end is left to do.</param>
/// <param name="Operation">In the words of the saga's protocol.</param>
internal sealed record RepeatedAttempt(
    string Saga,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Step,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ParticipantOperation? Operation,
    string Activity,
    int Attempt,
    string? Error);
