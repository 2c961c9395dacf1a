using System.Globalization;
using System.Net;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

/// <summary>Accounts in two ledgers under ids of their own.</summary>
internal sealed record Bank(AppClient App)
{
    public static IReadOnlyList<string> Protocols { get; } = ["transfer-saga", "transfer-tcc", "transfer-2pc"];

    public AccountName From { get; } = new("ledger-a", NewId("account"));

    public AccountName To { get; } = new("ledger-b", NewId("account"));

    public static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public static async Task<Bank> OpenAsync(AppClient app, decimal balance = 100m)
    {
        var bank = new Bank(app);
        await PutAsync(app, bank.From, balance);
        await PutAsync(app, bank.To, balance);
        return bank;
    }

    public static async Task PutAsync(AppClient app, AccountName account, decimal balance) =>
        (await app.PutAsync(account.Path, string.Create(CultureInfo.InvariantCulture, $$"""{"balance":{{balance}}}"""))).Expect(HttpStatusCode.NoContent);

    public static async Task<AccountAnswer> FindAsync(AppClient app, AccountName account) =>
        (await app.GetAsync(account.Path)).Expect(HttpStatusCode.OK).Read<AccountAnswer>();

    public static string Transfer(AccountName from, AccountName to, decimal amount, string faults) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"transferId":"{{NewId("t")}}","from":{{from.Json}},"to":{{to.Json}},"amount":{{amount}},"faults":{{faults}}}""");

    public async Task<StartAnswer> StartAsync(string protocol, decimal amount = 10m, string faults = "{}") =>
        (await App.PostAsync($"api/sagas/{protocol}", Transfer(From, To, amount, faults))).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();

    public Task<SagaAnswer> EndedAsync(string id) => UntilAsync("end", id, saga => saga.HasEnded);

    /// <remarks>Of many who ask at once, some are told that storage does not answer just now, and to ask again: so they do.</remarks>
    public async Task<SagaAnswer> UntilAsync(string what, string id, Predicate<SagaAnswer> isAwaited) => (await Poll.UntilAsync(
        $"{what} of saga '{id}'",
        () => App.GetAsync($"api/sagas/{id}"),
        answer => answer.Status != HttpStatusCode.ServiceUnavailable && isAwaited(answer.Expect(HttpStatusCode.OK).Read<SagaAnswer>()))).Read<SagaAnswer>();

    /// <summary>Whether the task hub itself has a step's status: what a view says may be lost with the process, and happen again.</summary>
    public async Task<bool> HasRecordedAsync(string id, string step, string status) =>
        (await App.GetAsync($"api/sagas/{id}?consistency=strong")).Expect(HttpStatusCode.OK).Read<SagaAnswer>()[step].Status == status;

    public async Task<string> DecisionAsync(string id) =>
        (await App.GetAsync($"api/transactions/{id}/decision")).Expect(HttpStatusCode.OK).Json.GetProperty("decision").GetString()!;

    public async Task<(AccountAnswer From, AccountAnswer To)> AccountsAsync() => (await FindAsync(App, From), await FindAsync(App, To));
}
