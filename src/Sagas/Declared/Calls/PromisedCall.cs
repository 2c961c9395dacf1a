using System.Text.Json.Serialization;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>A later call that refers to an answer: whoever gives the answer promises that the call can be made with it.</summary>
/// <param name="IsOwn">True when the call is the participant's own: one that voted read-only never gets it, though others may refer to its answer.</param>
/// <param name="When">Of its step; null when it runs always.</param>
internal sealed record PromisedCall(
    DeclaredCall Call,
    ParticipantOperation Operation,
    bool IsOwn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeclaredCondition? When = null)
{
    /// <summary>Whether it may come to the call, as far as results tell.</summary>
    public bool MayBeWanted(KnownResults results) => When is null || new Judgement(results.Find, results.IsAwaited).Holds(When) != false;
}
