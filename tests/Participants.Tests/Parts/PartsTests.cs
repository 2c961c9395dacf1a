using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Leases;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Outboxes;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Parts;

/// <summary>What the README shows of the parts that no workflow of the app uses, word by word.</summary>
public sealed class PartsTests
{
    private readonly TableClient _table = GuardedTable.Connect(GuardedTable.New());
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lease_AsTheReadmeShowsIt_WritesWhatItProtectsAndLetsTheNextOneIn()
    {
        var (table, token) = (_table, _token);
        var total = new TableEntity("ledger-1", "total") { ["Balance"] = 7 };

        var leases = new LeaseTable(table);
        var lease = await leases.AcquireAsync("ledger-1", "settlement", "worker-1", TimeSpan.FromMinutes(1), new Patience(TimeSpan.FromSeconds(10)), token);
        await leases.WriteAsync(lease, [new(TableTransactionActionType.UpsertReplace, total)], token);
        await leases.ReleaseAsync(lease, token);

        Assert.Equal(7, (await table.FindAsync("ledger-1", "total", token))!.GetInt32("Balance"));
        Assert.Equal(2, (await leases.TryAcquireAsync("ledger-1", "settlement", "worker-2", TimeSpan.FromMinutes(1), token))!.Token);
        await Assert.ThrowsAsync<LeaseLostException>(() => leases.WriteAsync(lease, [new(TableTransactionActionType.UpsertReplace, total)], token));
    }

    [Fact]
    public async Task Outbox_AsTheReadmeShowsIt_PublishesWhatWasCommittedOnce()
    {
        var (table, token) = (_table, _token);
        var barrier = new TransactionalBarrier(table, register: null);
        var call = new BarrierCall("order-7", "Withdraw", BarrierOperation.Forward);
        var (withdrawal, body) = (new TableEntity("account-1", "withdrawal-1"), """{"amount":10}""");
        var queue = new Queue();

        await barrier.RunAsync("account-1", call, async (transaction, cancellation) =>
        {
            transaction.Insert(withdrawal);
            await Outbox.AddAsync(transaction, new OutboxEvent(call.ToString(), "account-1", "MoneyWithdrawn", body, call.Saga), cancellation);
        }, token);

        var relay = new OutboxRelay(table, (happened, cancellation) => queue.SendAsync(happened, cancellation));
        await relay.RelayAsync(token);

        await relay.RelayAsync("account-1", token);
        Assert.Equal([new OutboxEvent("Forward of 'Withdraw' for saga 'order-7'", "account-1", "MoneyWithdrawn", body, "order-7")], queue.Sent);
    }

    [Fact]
    public async Task Readme_EachOfItsExamples_IsRunHere()
    {
        var readme = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), _token)).Split("```");
        var tests = Trimmed(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Parts", "PartsTests.cs"), _token));

        var examples = readme.Where(part => part.StartsWith("csharp\n", StringComparison.Ordinal)).Select(part => Trimmed(part["csharp\n".Length..])).ToArray();

        Assert.Equal(2, examples.Length);
        Assert.All(examples, example => Assert.Contains(example, tests, StringComparison.Ordinal));
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    private sealed class Queue
    {
        public List<OutboxEvent> Sent { get; } = [];

        public Task SendAsync(OutboxEvent happened, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Sent.Add(happened);
            return Task.CompletedTask;
        }
    }
}
