using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Transfers among a few accounts, one by each protocol at a time.</summary>
internal sealed class Remittances(Random random) : ILoad
{
    private readonly AccountBook _accounts = new([.. Enumerable.Range(0, 6).Select(account => new AccountName($"ledger-{account % 2}", Bank.NewId("account")))], 500.00m);
    private readonly List<Transfer> _transfers = [];

    public IEnumerable<SagaAnswer> Sagas => _transfers.Select(transfer => transfer.Saga!);

    public Task OpenAsync(AppClient app) => _accounts.OpenAsync(app);

    public void Add()
    {
        foreach (var protocol in Bank.Protocols)
        {
            var (from, to) = _accounts.Pick(random);
            _transfers.Add(new Transfer(protocol, Bank.Transfer(from, to, random.Next(1, 2_000) / 100m, "{}")));
        }
    }

    public Task StartAllAsync(AppClient app) => Task.WhenAll(_transfers.Select(transfer => transfer.StartAsync(app)));

    public async Task<IReadOnlyList<string>> AuditAsync(AppClient app)
    {
        List<string> faults = [];
        foreach (var transfer in _transfers)
        {
            await transfer.EndAsync(app);
            faults.AddRange(await transfer.FaultAsync(app) is { } fault ? [fault] : []);
        }

        return [.. faults, .. await _accounts.AuditAsync(app)];
    }
}
