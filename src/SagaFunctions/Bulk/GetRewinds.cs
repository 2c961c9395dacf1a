using System.Net;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Many rewinds, and what came of each so far.</summary>
public sealed class GetRewinds(BulkTable rewinds)
{
    [Function(nameof(GetRewinds))]
    [OperatorOnly]
    [Endpoint("Many rewinds, and what came of each so far.")]
    [Answers(HttpStatusCode.OK, typeof(BulkView))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rewinds/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await RequireAsync(rewinds, id, cancellationToken), cancellationToken);

    /// <exception cref="ProblemException">404: there are none of this id.</exception>
    internal static async Task<BulkView> RequireAsync(BulkTable rewinds, string id, CancellationToken cancellationToken) =>
        (InstanceIds.IsLegal(id) ? await rewinds.FindAsync(id, cancellationToken) : null) ?? throw ProblemException.NotFound($"There are no rewinds '{id}'.");
}
