using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Page;

/// <summary>A script or style of the operators' page, by the name that has its hash.</summary>
public sealed class GetPageFile(PageFiles files)
{
    [Function(nameof(GetPageFile))]
    [Endpoint("A script or style of the operators' page.")]
    [Answers(HttpStatusCode.OK, typeof(JsonElement), ContentType = "text/javascript")]
    [Answers(HttpStatusCode.NotModified)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ui/{file}")] HttpRequestData request,
        string file,
        CancellationToken cancellationToken) =>
        request.AnswerFileAsync(
            files.Find(file) ?? throw ProblemException.NotFound("The page has no such file. A new version has others: load the page anew."),
            "public, max-age=31536000, immutable",
            cancellationToken);
}
