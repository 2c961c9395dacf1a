using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;

namespace DurableSagas.SagaFunctions.Reading;

internal static class SagaLookup
{
    /// <exception cref="ProblemException">404: the id is unknown, or is none.</exception>
    public static async Task<SagaView> RequireAsync(this SagaQueries queries, string id, CancellationToken cancellationToken) =>
        (InstanceIds.IsLegal(id) ? await queries.FindAsync(id, cancellationToken) : null)
            ?? throw Unknown(id);

    /// <summary>404: there is no such saga.</summary>
    public static ProblemException Unknown(string id) => ProblemException.NotFound($"There is no saga '{id}'.", id);
}
