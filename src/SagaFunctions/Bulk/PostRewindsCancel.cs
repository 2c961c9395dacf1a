using System.Net;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Stops many rewinds: no other saga is rewound.</summary>
public sealed class PostRewindsCancel(BulkTable rewinds)
{
    [Function(nameof(PostRewindsCancel))]
    [OperatorOnly]
    [Endpoint("Stops many rewinds: no other saga is rewound.")]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "rewinds/{id}/cancel")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var found = await GetRewinds.RequireAsync(rewinds, id, cancellationToken);
        if (found.Status == BulkStatus.Completed)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"All {found.Total} rewinds of '{id}' are done: nothing is left to stop.");
        }

        await client.RaiseEventAsync(RewindSagas.InstanceOf(id), RewindSagas.Stop, cancellation: cancellationToken);
        await rewinds.CancelAsync(id, cancellationToken);
        return request.CreateResponse(HttpStatusCode.Accepted).At($"/api/rewinds/{id}");
    }
}
