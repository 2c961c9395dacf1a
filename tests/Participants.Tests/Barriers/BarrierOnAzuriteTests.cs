using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class BarrierOnAzuriteTests(AzuriteTables azurite, ITestOutputHelper output)
{
    private const int Pairs = 100;
    private const decimal Balance = 5_000.00m;

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_HundredConcurrentPairsOnOneRow_LeaveALegalOrderOfEach()
    {
        var table = await azurite.CreateTableAsync(_token);
        await table.AddEntityAsync(new Account { Balance = Balance }, _token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(pair => RunPairAsync(table, $"saga-{pair}.", pair)));

        var account = (await table.GetEntityAsync<Account>(AccountCalls.Partition, AccountCalls.Row, cancellationToken: _token)).Value;
        var changes = account.Changes.Split(';', StringSplitOptions.RemoveEmptyEntries).ToLookup(change => change[..^2], change => change[^1]);
        output.WriteLine(string.Join(", ", outcomes.SelectMany(outcome => outcome).CountBy(outcome => outcome)));
        Assert.All(changes, saga => Assert.Equal("FC", string.Concat(saga)));
        Assert.Equal(Balance, account.Balance);
        Assert.Equal(changes.Count, outcomes.Count(outcome => !outcome.Contains(BarrierOutcome.NothingToCompensate)));
    }

    [Fact]
    public async Task RunAsync_KeysWithEveryKindOfCharacter_GuardsAsAnyOther()
    {
        var table = await azurite.CreateTableAsync(_token);
        var barrier = new TransactionalBarrier(table, register: null);
        var call = new BarrierCall("a/b\\c#d?e|f^g%h'i\u0001j\u0085k&l+m=n\"o日", "Step (1)", BarrierOperation.Forward, "<å>;,@:~`");

        var first = await barrier.RunAsync(TableKey.Escape(call.Saga), call, (_, _) => Task.CompletedTask, _token);
        var second = await barrier.RunAsync(TableKey.Escape(call.Saga), call, (_, _) => Task.CompletedTask, _token);

        Assert.Equal([BarrierOutcome.Applied, BarrierOutcome.Duplicate], [first, second]);
    }

    [Fact]
    public async Task RunAsync_LargestResult_FitsIntoItsRow()
    {
        var table = await azurite.CreateTableAsync(_token);
        var barrier = new TransactionalBarrier(table, register: null);
        var call = new BarrierCall("order-7", "ReserveStock", BarrierOperation.Forward);
        var largest = new string('x', 30_718);

        await barrier.RunAsync("p", call, (_, _) => Task.FromResult(largest), _token);
        var duplicate = await barrier.RunAsync("p", call, (_, _) => Task.FromResult(""), _token);

        Assert.Equal(largest, duplicate.Value);
    }

    // Every second saga starts with its forward call alone, so that there is something to undo.
    private async Task<BarrierOutcome[]> RunPairAsync(TableClient table, string saga, int pair)
    {
        var barrier = new TransactionalBarrier(table, register: null);
        var first = AccountCalls.WithdrawAsync(barrier, saga, "receipt", _token);

        if (pair % 2 == 0)
        {
            await first;
        }

        var results = await Task.WhenAll(
            first,
            AccountCalls.GiveBackAsync(barrier, saga, _token),
            AccountCalls.WithdrawAsync(barrier, saga, "another receipt", _token),
            AccountCalls.GiveBackAsync(barrier, saga, _token));
        return [.. results.Select(result => result.Outcome)];
    }
}
