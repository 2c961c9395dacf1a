using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>One call of a participant, ready to be made: all that its activity gets to know of the transaction.</summary>
/// <param name="Name">Of the step, branch or voter: the same in all calls that belong together.</param>
public sealed record ParticipantCall(string Participant, string Name, ParticipantOperation Operation, string Method, string Path, ForeignJson? Body)
{
    /// <summary>Why it cannot be made: a reference that leads nowhere. The step is refused.</summary>
    public string? Fault { get; init; }

    /// <summary>Until when the participant is to keep what a try reserves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Calls that will refer to the answer, and can only be made later: that they can, the answer must promise.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<PromisedCall>? Promised { get; init; }

    /// <summary>What of earlier results those calls refer to, by the reference: an answer that is fit by itself may not be beside them.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyDictionary<string, ForeignJson>? Known { get; init; }

    /// <summary>True when there is nobody to tell: the participant voted read-only.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool IsReadOnly { get; init; }
}
