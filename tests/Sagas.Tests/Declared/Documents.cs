using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Declared transactions of the two protocols, as their callers write them.</summary>
internal static class Documents
{
    /// <summary>Two branches; each confirm refers to its try, one in its path.</summary>
    public static DeclaredTransaction Tcc { get; } = Read(
        """
        {"protocol":"tcc","name":"trip","deadline":"PT8H","reservedFor":"P1D","branches":[
          {"name":"flight","participant":"airline","try":{"method":"POST","path":"seats"},
           "confirm":{"method":"PUT","path":"seats/{flight#/id}/taken"},
           "cancel":{"method":"PUT","path":"seats/cancel","body":{"of":{"$result":"flight#/id"}}}},
          {"name":"hotel","participant":"inn","try":{"method":"POST","path":"rooms"},
           "confirm":{"method":"PUT","path":"rooms","body":{"of":{"$result":"hotel#/id"},"arriving":{"$result":"flight#/id"}}},
           "cancel":{"method":"PUT","path":"rooms/cancel"}}]}
        """);

    /// <summary>Two participants, the same registered one behind both.</summary>
    public static DeclaredTransaction TwoPhase { get; } = Read(
        """
        {"protocol":"2pc","name":"transfer","prepareWithin":"PT8H","participants":[
          {"name":"from","participant":"bank","prepare":{"method":"POST","path":"locks"},
           "commit":{"method":"PUT","path":"locks/{from#/id}/commit"},
           "abort":{"method":"PUT","path":"locks/abort","body":{"of":{"$result":"from#/id"}}}},
          {"name":"to","participant":"bank","prepare":{"method":"POST","path":"locks"},
           "commit":{"method":"PUT","path":"locks/commit"},"abort":{"method":"PUT","path":"locks/abort"}}]}
        """);

    public static DeclaredTransaction Read(string json) => JsonSerializer.Deserialize<DeclaredTransaction>(json, SagaJson.Options)!;
}
