using System.Globalization;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>The accounts that transfers go between, and what must be true of them when all have ended.</summary>
internal sealed class AccountBook(IReadOnlyList<AccountName> accounts, decimal balance)
{
    private decimal Total => accounts.Count * balance;

    public Task OpenAsync(AppClient app) => Task.WhenAll(accounts.Select(account => Bank.PutAsync(app, account, balance)));

    /// <summary>Two that are not the same.</summary>
    public (AccountName From, AccountName To) Pick(Random random)
    {
        var (from, to) = (random.Next(accounts.Count), random.Next(accounts.Count - 1));
        return (accounts[from], accounts[to < from ? to : to + 1]);
    }

    public async Task<IReadOnlyList<string>> AuditAsync(AppClient app)
    {
        var found = await Task.WhenAll(accounts.Select(account => Bank.FindAsync(app, account)));
        var sum = found.Sum(account => account.Balance);
        return
        [
            .. sum == Total ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"There were {Total}; there are {sum}.")],
            .. found.Where(account => !account.IsFree).Select(account => $"Something is left on {account}."),
            .. found.Where(account => account.Balance < 0).Select(account => $"Overdrawn: {account}."),
        ];
    }
}
