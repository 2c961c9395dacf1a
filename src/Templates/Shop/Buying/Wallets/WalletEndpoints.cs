using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Shop.Buying.Wallets;

/// <summary>What is in a wallet, and filling it.</summary>
public sealed class WalletEndpoints(IWallets wallets)
{
    [Function(nameof(GetWallet))]
    [Endpoint("What a customer has.")]
    [Answers(HttpStatusCode.OK, typeof(Wallet))]
    public Task<HttpResponseData> GetWallet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "wallets/{customer}")] HttpRequestData request,
        string customer,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "wallet of customer", customer, wallets.FindAsync, cancellationToken);

    [Function(nameof(PutWallet))]
    [Endpoint("Sets what a customer has.", Takes = typeof(WalletBalance))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutWallet(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "wallets/{customer}")] HttpRequestData request,
        string customer,
        CancellationToken cancellationToken) =>
        Resource.PutAsync<string, WalletBalance>(request, customer, wallets.PutAsync, cancellationToken);
}
