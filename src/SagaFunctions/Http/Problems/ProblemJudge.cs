using System.Net;
using DurableSagas.Projections.Queries;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>Says what a caller is told of what ended an HTTP function.</summary>
/// <remarks>503 only where the same request may work later, else a 500 with an id to find it by.</remarks>
internal sealed partial class ProblemJudge(TimeProvider time, ILogger<ProblemJudge> logger)
{
    private const int RetryAfterUnavailable = 5;
    private const string Unavailable = "The storage behind this app does not answer just now; nothing is lost, try again.";

    public async Task<ProblemException> ProblemOfAsync(FunctionContext context, Exception exception)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case StaleReadException stale:
                return new ProblemException(HttpStatusCode.ServiceUnavailable, stale.Message) { InstanceId = stale.InstanceId, RetryAfter = 1 };
            case var unavailable when await IsUnavailableAsync(context, unavailable):
                LogUnavailable(logger, exception, context.FunctionDefinition.Name, context.InvocationId);
                return new ProblemException(HttpStatusCode.ServiceUnavailable, Unavailable) { RetryAfter = RetryAfterUnavailable };
            default:
                LogUnhandled(logger, exception, context.FunctionDefinition.Name, context.InvocationId);
                return new ProblemException(
                    HttpStatusCode.InternalServerError,
                    $"Function '{context.FunctionDefinition.Name}' failed; its log has the reason under invocation '{context.InvocationId}'.");
        }
    }

    private async Task<bool> IsUnavailableAsync(FunctionContext context, Exception exception) =>
        Repetition.Heals(exception) || (Repetition.IsUnclear(exception) && !await TaskHubProbe.IsAnsweredAsync(context, time));

    [LoggerMessage(1, LogLevel.Warning, "Function '{Function}' (invocation {InvocationId}) could not reach storage.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(2, LogLevel.Error, "Function '{Function}' (invocation {InvocationId}) failed.")]
    private static partial void LogUnhandled(ILogger logger, Exception exception, string function, string invocationId);
}
