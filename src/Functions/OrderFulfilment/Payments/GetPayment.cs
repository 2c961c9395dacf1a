using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>What was charged for an order.</summary>
public sealed class GetPayment(IPayments payments)
{
    [Function(nameof(GetPayment))]
    [Endpoint("What was charged for an order.")]
    [Answers(HttpStatusCode.OK, typeof(Payment))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "payments/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken)
    {
        var found = await payments.FindPaymentAsync(Identifiers.Require(nameof(orderId), orderId), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no payment for order '{orderId}'."), cancellationToken);
    }
}
