using System.Net;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Lists what waits for a person, what waits longest first, a page at a time.</summary>
public sealed class GetApprovals(ApprovalLists lists, SagaNames names)
{
    [Function(nameof(GetApprovals))]
    [Endpoint("What waits for a person, longest first, a page at a time.")]
    [Parameter("name", "A definition's name.")]
    [Parameter(RequestedPage.Size, "1 to 200.", Type = typeof(int))]
    [Parameter(RequestedPage.Token, "Of the page before.")]
    [Answers(HttpStatusCode.OK, typeof(ApprovalPage))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "approvals")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var name = SagaNames.Of(request.Query["name"]);
        var page = await RequestedPage.ReadAsync(request, (size, token) => lists.ListAsync(name, size, token, cancellationToken));
        await (page.Items.Count == 0 ? names.RequireAsync(name, cancellationToken) : Task.CompletedTask);
        return await request.AnswerAsync(ApprovalLink.In(page), cancellationToken);
    }
}
