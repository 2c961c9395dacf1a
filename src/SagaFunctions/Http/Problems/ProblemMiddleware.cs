using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Azure.Core.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Texts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>Turns what ends an HTTP function into problem details, never with a stack trace.</summary>
internal sealed partial class ProblemMiddleware(ProblemJudge judge) : IFunctionsWorkerMiddleware
{
    // What was found is quoted, and may be as long as the request.
    private const int MaxDetail = 4000;

    // Null members of problem details say nothing.
    private static readonly JsonObjectSerializer _serializer =
        new(new(SagaJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested && context.IsHttp())
        {
            var problem = await judge.ProblemOfAsync(context, exception);
            var request = await context.GetHttpRequestDataAsync();
            context.GetInvocationResult().Value = await ResponseAsync(request!, problem);
        }
    }

    private static async Task<HttpResponseData> ResponseAsync(HttpRequestData request, ProblemException problem)
    {
        var response = request.CreateResponse(problem.Status);
        var (status, detail) = (problem.Status, ShortText.Of(problem.Message, MaxDetail));
        var details = new ProblemDetails("about:blank", Title(status), (int)status, detail, problem.InstanceId, problem.Errors);
        await response.WriteAsJsonAsync(details, _serializer, ProblemDetails.ContentType);
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static string Title(HttpStatusCode status) => Capital().Replace(status.ToString(), " $1").Trim();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
