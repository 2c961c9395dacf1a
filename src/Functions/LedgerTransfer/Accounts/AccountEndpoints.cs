using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>An account's balance, and what is held or locked of it; opening one, or setting its balance.</summary>
public sealed class AccountEndpoints(Ledgers ledgers)
{
    private const string Route = "ledgers/{ledger}/accounts/{id}";

    [Function(nameof(GetAccount))]
    [Endpoint("An account of a ledger.")]
    [Answers(HttpStatusCode.OK, typeof(Account))]
    public Task<HttpResponseData> GetAccount(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequestData request,
        string ledger,
        string id,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "account", At(ledger, id), ledgers.FindAsync, cancellationToken);

    [Function(nameof(PutAccount))]
    [Endpoint("Opens an account, or sets its balance.", Takes = typeof(OpeningBalance))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutAccount(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequestData request,
        string ledger,
        string id,
        CancellationToken cancellationToken) =>
        Resource.PutAsync<AccountReference, OpeningBalance>(request, At(ledger, id), ledgers.PutAsync, cancellationToken);

    private static AccountReference At(string ledger, string id) => new(Identifiers.Require(ledger), Identifiers.Require(id));
}
