using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>An account's balance, and what is held or locked of it.</summary>
public sealed class GetAccount(Ledgers ledgers)
{
    [Function(nameof(GetAccount))]
    [Endpoint("An account of a ledger.")]
    [Answers(HttpStatusCode.OK, typeof(Account))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "ledgers/{ledger}/accounts/{id}")] HttpRequestData request,
        string ledger,
        string id,
        CancellationToken cancellationToken)
    {
        var account = new AccountReference(Identifiers.Require(nameof(ledger), ledger), Identifiers.Require(nameof(id), id));
        var found = await ledgers.FindAsync(account, cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no account '{account}'."), cancellationToken);
    }
}
