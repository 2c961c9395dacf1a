using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>A customer's balance, and setting it.</summary>
public sealed class CustomerEndpoints(TablePayments payments)
{
    [Function(nameof(GetCustomer))]
    [Endpoint("A customer's balance.")]
    [Answers(HttpStatusCode.OK, typeof(Customer))]
    public Task<HttpResponseData> GetCustomer(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "customer", id, payments.FindCustomerAsync, cancellationToken);

    [Function(nameof(PutCustomer))]
    [Endpoint("Sets a customer's balance.", Takes = typeof(AccountBalance))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutCustomer(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.PutAsync<string, AccountBalance>(request, id, payments.PutCustomerAsync, cancellationToken);
}
