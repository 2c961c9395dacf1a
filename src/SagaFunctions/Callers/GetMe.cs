using System.Net;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Callers;

/// <summary>Tells callers who they are to the app, so that they are offered no more than they may do.</summary>
public sealed class GetMe(OperatorRule operators, FaultInjection faults)
{
    [Function(nameof(GetMe))]
    [Endpoint("Who the caller is to the app, and what it may do.")]
    [Answers(HttpStatusCode.OK, typeof(Caller))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "me")] HttpRequestData request, CancellationToken cancellationToken) =>
        request.AnswerAsync(new Caller(operators.NameOf(request), operators.IsOperator(request), faults.IsAllowed), cancellationToken);
}
