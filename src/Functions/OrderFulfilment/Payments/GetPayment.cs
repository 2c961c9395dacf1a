using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>What was charged for an order.</summary>
public sealed class GetPayment(TablePayments payments)
{
    [Function(nameof(GetPayment))]
    [Endpoint("What was charged for an order.")]
    [Answers(HttpStatusCode.OK, typeof(Payment))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "payments/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "payment for order", orderId, payments.FindPaymentAsync, cancellationToken);
}
