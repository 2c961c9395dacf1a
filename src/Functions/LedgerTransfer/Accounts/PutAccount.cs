using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>Opens an account, or sets its balance.</summary>
public sealed class PutAccount(Ledgers ledgers)
{
    [Function(nameof(PutAccount))]
    [Endpoint("Opens an account, or sets its balance.", Takes = typeof(OpeningBalance))]
    [Answers(HttpStatusCode.NoContent)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "ledgers/{ledger}/accounts/{id}")] HttpRequestData request,
        string ledger,
        string id,
        CancellationToken cancellationToken)
    {
        var account = new AccountReference(Identifiers.Require(nameof(ledger), ledger), Identifiers.Require(nameof(id), id));
        var opening = await RequestBody.ReadAsync<OpeningBalance>(request, cancellationToken);
        if (opening.Balance is < 0 or > Ledgers.MaxBalance || opening.Balance.Scale > 2)
        {
            throw ProblemException.BadField("balance", $"Expected 0 to {Ledgers.MaxBalance} with at most two decimals, found {opening.Balance}.");
        }

        await ledgers.PutAsync(account, opening.Balance, cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
