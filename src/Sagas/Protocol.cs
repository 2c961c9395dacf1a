using System.Text.Json.Serialization;

namespace DurableSagas.Sagas;

/// <summary>How the parts of a distributed transaction agree; the same words in requests, views and definitions.</summary>
public enum Protocol
{
    /// <summary>Do, and undo in reverse.</summary>
    [JsonStringEnumMemberName("saga")]
    Saga,

    /// <summary>Try, then confirm all or cancel all.</summary>
    [JsonStringEnumMemberName("tcc")]
    Tcc,

    /// <summary>Two-phase commit: prepare and vote, then commit all or abort all.</summary>
    [JsonStringEnumMemberName("2pc")]
    TwoPhaseCommit,
}
