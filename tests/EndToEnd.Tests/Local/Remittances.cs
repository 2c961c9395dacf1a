using System.Globalization;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Transfers among a few accounts, one by each protocol at a time.</summary>
internal sealed class Remittances(Random random) : ILoad
{
    private const int Accounts = 6;
    private const decimal Balance = 500.00m;

    private readonly AccountName[] _accounts = [.. Enumerable.Range(0, Accounts).Select(account => new AccountName($"ledger-{account % 2}", Bank.NewId("account")))];
    private readonly List<KeyedStart> _transfers = [];

    public IEnumerable<SagaAnswer> Sagas => _transfers.Select(transfer => transfer.Saga!);

    public Task OpenAsync(AppClient app) => Task.WhenAll(_accounts.Select(account => Bank.PutAsync(app, account, Balance)));

    public void Add()
    {
        foreach (var protocol in Bank.Protocols)
        {
            var (from, to) = (random.Next(Accounts), random.Next(Accounts - 1));
            _transfers.Add(new KeyedStart($"api/sagas/{protocol}", Bank.Transfer(_accounts[from], _accounts[to < from ? to : to + 1], random.Next(1, 2_000) / 100m, "{}")));
        }
    }

    public Task StartAllAsync(AppClient app) => Task.WhenAll(_transfers.Select(transfer => transfer.StartAsync(app)));

    public async Task<IReadOnlyList<string>> AuditAsync(AppClient app)
    {
        foreach (var transfer in _transfers)
        {
            await transfer.EndAsync(app);
        }

        var found = await Task.WhenAll(_accounts.Select(account => Bank.FindAsync(app, account)));
        var sum = found.Sum(account => account.Balance);
        return
        [
            .. _transfers.Select(transfer => transfer.Saga!).Where(saga => saga.Status is not ("Completed" or "Compensated")).Select(saga => $"Transfer '{saga.Id}' is {saga.Status}: {saga.Error}"),
            .. sum == Accounts * Balance ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"There were {Accounts * Balance}; there are {sum}.")],
            .. found.Where(account => !account.IsFree).Select(account => $"Something is left on {account}."),
        ];
    }
}
