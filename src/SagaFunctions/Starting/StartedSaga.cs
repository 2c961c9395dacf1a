using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>The answer to a start: the saga's id, and the sequence to pass to session reads.</summary>
/// <remarks>The links of the management API, with its key, are for operators only.</remarks>
internal sealed partial record StartedSaga(
    string Id,
    long Sequence,
    string? StatusQueryGetUri,
    string? SendEventPostUri,
    string? TerminatePostUri,
    string? PurgeHistoryDeleteUri,
    string? SuspendPostUri,
    string? ResumePostUri)
{
    // The links carry the system key, which opens the management API for every instance.
    public static StartedSaga Of(HttpManagementPayload links, bool withKey) => new(
        links.Id!,
        Sequence: 0,
        Link(links.StatusQueryGetUri, withKey),
        Link(links.SendEventPostUri, withKey),
        Link(links.TerminatePostUri, withKey),
        Link(links.PurgeHistoryDeleteUri, withKey),
        Link(links.SuspendPostUri, withKey),
        Link(links.ResumePostUri, withKey));

    private static string? Link(string? link, bool withKey) => withKey || link is null ? link : Key().Replace(link, string.Empty).TrimEnd('?', '&');

    [GeneratedRegex("(?<=[?&])code=[^&]*&?")]
    private static partial Regex Key();
}
