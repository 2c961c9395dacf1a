using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Page;

/// <summary>The operators' page, for anyone: there is no data in it, and what it shows it asks for with the key of who looks at it.</summary>
public sealed class GetPage(PageFiles files)
{
    [Function(nameof(GetPage))]
    [Endpoint("The operators' page, without data.")]
    [Answers(HttpStatusCode.OK, typeof(JsonElement), ContentType = "text/html")]
    [Answers(HttpStatusCode.NotModified)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ui")] HttpRequestData request, CancellationToken cancellationToken) =>
        request.AnswerFileAsync(files.Index, "no-cache", cancellationToken);
}
