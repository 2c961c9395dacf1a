using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>Opens a customer's account, or sets its balance.</summary>
public sealed class PutCustomer(IPayments payments)
{
    private const decimal MaxBalance = 1_000_000_000_000;

    [Function(nameof(PutCustomer))]
    [Endpoint("Sets a customer's balance.", Takes = typeof(AccountBalance))]
    [Answers(HttpStatusCode.NoContent)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        Identifiers.Require(nameof(id), id);
        var account = await RequestBody.ReadAsync<AccountBalance>(request, cancellationToken);
        if (account.Balance is < 0 or > MaxBalance || account.Balance.Scale > 2)
        {
            throw ProblemException.BadField("balance", $"Expected 0 to {MaxBalance} with at most two decimals, found {account.Balance}.");
        }

        await payments.PutCustomerAsync(id, account.Balance, cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
