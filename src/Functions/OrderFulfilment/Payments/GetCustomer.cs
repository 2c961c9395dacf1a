using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>A customer's balance.</summary>
public sealed class GetCustomer(IPayments payments)
{
    [Function(nameof(GetCustomer))]
    [Endpoint("A customer's balance.")]
    [Answers(HttpStatusCode.OK, typeof(Customer))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var found = await payments.FindCustomerAsync(Identifiers.Require(nameof(id), id), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no customer '{id}'."), cancellationToken);
    }
}
