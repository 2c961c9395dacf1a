using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Azure.Core.Serialization;
using DurableSagas.Projections;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Texts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Functions.Http;

/// <summary>Turns what ends an HTTP function into problem details, never with a stack trace.</summary>
public sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterUnavailable = 5;

    // What was found is quoted, and may be as long as the request.
    private const int MaxDetail = 4000;

    // Null members of problem details say nothing.
    private static readonly JsonObjectSerializer _serializer = new(new(SagaJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested && context.IsHttp())
        {
            var problem = ProblemOf(context, exception);
            var request = await context.GetHttpRequestDataAsync();
            context.GetInvocationResult().Value = await ResponseAsync(request!, problem);
        }
    }

    private ProblemException ProblemOf(FunctionContext context, Exception exception)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case StaleReadException stale:
                return new ProblemException(HttpStatusCode.ServiceUnavailable, stale.Message) { InstanceId = stale.InstanceId, RetryAfter = 1 };
            case var unavailable when Repetition.Heals(unavailable):
                LogUnavailable(logger, exception, context.FunctionDefinition.Name, context.InvocationId);
                return new ProblemException(HttpStatusCode.ServiceUnavailable, "The storage behind this app does not answer just now; nothing is lost, try again.") { RetryAfter = RetryAfterUnavailable };
            default:
                LogUnhandled(logger, exception, context.FunctionDefinition.Name, context.InvocationId);
                return new ProblemException(HttpStatusCode.InternalServerError, $"Function '{context.FunctionDefinition.Name}' failed; its log has the reason under invocation '{context.InvocationId}'.");
        }
    }

    private static async Task<HttpResponseData> ResponseAsync(HttpRequestData request, ProblemException problem)
    {
        var response = request.CreateResponse(problem.Status);
        var details = new ProblemDetails("about:blank", Title(problem.Status), (int)problem.Status, ShortText.Of(problem.Message, MaxDetail), problem.InstanceId, problem.Errors);
        await response.WriteAsJsonAsync(details, _serializer, "application/problem+json");
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static string Title(HttpStatusCode status) => Capital().Replace(status.ToString(), " $1").Trim();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();

    [LoggerMessage(1, LogLevel.Warning, "Function '{Function}' (invocation {InvocationId}) could not reach storage.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(2, LogLevel.Error, "Function '{Function}' (invocation {InvocationId}) failed.")]
    private static partial void LogUnhandled(ILogger logger, Exception exception, string function, string invocationId);
}
