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
    [Parameter(PageSize.Member, "1 to 200.", Type = typeof(int))]
    [Parameter("continuationToken", "Of the page before.")]
    [Answers(HttpStatusCode.OK, typeof(ApprovalPage))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "approvals")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var name = SagaNames.Of(request.Query["name"]);
        try
        {
            var page = await lists.ListAsync(name, PageSize.Of(request.Query[PageSize.Member]), request.Query["continuationToken"], cancellationToken);
            await (page.Items.Count == 0 ? names.RequireAsync(name, cancellationToken) : Task.CompletedTask);
            return await request.AnswerAsync(ApprovalLink.In(page), cancellationToken);
        }
        catch (ContinuationTokenException bad)
        {
            throw ProblemException.BadField("continuationToken", bad.Message);
        }
    }
}
