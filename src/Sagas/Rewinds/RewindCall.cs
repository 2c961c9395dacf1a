using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>A call that a rewind, or a cancel, leads to.</summary>
/// <param name="Operation">In the words of the saga's protocol.</param>
/// <param name="Activity">What tells the call from every other of the saga; null where a person is asked.</param>
/// <param name="IsCertain">False where a condition, the saga's time, or what is in flight will tell; true where it follows if all before it works.</param>
public sealed record RewindCall(
    string Saga,
    string Step,
    ParticipantOperation Operation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Activity,
    bool IsCertain);
