using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Puts a message that was given up back into its queue.</summary>
public sealed partial class PostDeadMessageRetry(DeadMessageTable messages, OperatorRule operators, ILogger<PostDeadMessageRetry> logger)
{
    [Function(nameof(PostDeadMessageRetry))]
    [OperatorOnly]
    [Endpoint("Puts a message that was given up back into its queue.")]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-messages/{id}/retry")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var message = (InstanceIds.IsLegal(id) ? await messages.FindAsync(id, cancellationToken) : null)
            ?? throw ProblemException.NotFound($"There is no dead message '{id}'.");
        await messages.SendAgainAsync(message, cancellationToken);
        LogSentAgain(logger, id, message.Queue, operators.WhoIs(request));
        return request.CreateResponse(HttpStatusCode.Accepted);
    }

    [LoggerMessage(1, LogLevel.Information, "Dead message '{Id}' was put back into queue '{Queue}' by {Operator}.")]
    private static partial void LogSentAgain(ILogger logger, string id, string queue, string @operator);
}
