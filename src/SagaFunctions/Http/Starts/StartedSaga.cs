using System.Text.Json.Serialization;
using DurableSagas.Projections;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Http.Starts;

/// <summary>The answer to a start: the saga's id, where it stands, and where its reader goes on.</summary>
/// <param name="Sequence">To pass to session reads.</param>
/// <param name="Links">What its reader may use.</param>
internal sealed record StartedSaga(string Id, long Sequence, SagaStatus Status, SagaLinks Links)
{
    /// <summary>At what it is stuck; null when it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StuckView? Stuck { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusQueryGetUri { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SendEventPostUri { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TerminatePostUri { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PurgeHistoryDeleteUri { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SuspendPostUri { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResumePostUri { get; private init; }

    /// <param name="view">Null of one that was announced just now, or cannot be read.</param>
    public static StartedSaga Of(string id, SagaView? view) =>
        new(id, view?.Sequence ?? 0, view?.Status ?? SagaStatus.Pending, SagaLinks.Of(id)) { Stuck = view?.Stuck, Error = view?.Error };

    /// <summary>With the links of the management API, which are for operators: they carry the key that opens it for every instance.</summary>
    public StartedSaga With(HttpManagementPayload links) => this with
    {
        StatusQueryGetUri = links.StatusQueryGetUri,
        SendEventPostUri = links.SendEventPostUri,
        TerminatePostUri = links.TerminatePostUri,
        PurgeHistoryDeleteUri = links.PurgeHistoryDeleteUri,
        SuspendPostUri = links.SuspendPostUri,
        ResumePostUri = links.ResumePostUri,
    };
}
