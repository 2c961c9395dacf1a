using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Http;

/// <summary>The answer to a start: the saga's id, the sequence to pass to session reads, and the links of the management API.</summary>
public sealed record StartedSaga(
    string Id,
    long Sequence,
    string? StatusQueryGetUri,
    string? SendEventPostUri,
    string? TerminatePostUri,
    string? PurgeHistoryDeleteUri,
    string? SuspendPostUri,
    string? ResumePostUri)
{
    public static StartedSaga Of(HttpManagementPayload links) => new(
        links.Id!,
        Sequence: 0,
        links.StatusQueryGetUri,
        links.SendEventPostUri,
        links.TerminatePostUri,
        links.PurgeHistoryDeleteUri,
        links.SuspendPostUri,
        links.ResumePostUri);
}
