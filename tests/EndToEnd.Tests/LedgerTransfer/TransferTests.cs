using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

[Trait("Hub", "Core")]
public sealed class TransferTests(AppHost host)
{
    public static TheoryData<string> Protocols => new(Bank.Protocols);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Transfer_ByEachProtocol_MovesTheMoneyAndLeavesNothingHeld(string protocol)
    {
        var bank = await Bank.OpenAsync(host.App);

        var saga = await bank.EndedAsync((await bank.StartAsync(protocol, 10.01m)).Id);

        var (from, to) = await bank.AccountsAsync();
        Assert.Equal("Completed", saga.Status);
        Assert.Equal((89.99m, 110.01m), (from.Balance, to.Balance));
        Assert.True(from.IsFree && to.IsFree);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Transfer_TooLittleMoney_ChangesNothingAndSaysWhy(string protocol)
    {
        var bank = await Bank.OpenAsync(host.App, balance: 5m);

        var saga = await bank.EndedAsync((await bank.StartAsync(protocol)).Id);

        var (from, to) = await bank.AccountsAsync();
        Assert.Equal("Compensated", saga.Status);
        Assert.Equal($"Insufficient balance: account '{bank.From.Ledger}/{bank.From.Account}' has 5 available, 10 are to be transferred.", saga.Outcome!.Reason);
        Assert.Equal((5m, 5m), (from.Balance, to.Balance));
        Assert.True(from.IsFree && to.IsFree);
    }

    [Theory]
    [InlineData("transfer-saga", """{"DepositMoney":"refuse"}""")]
    [InlineData("transfer-tcc", """{"TryDeposit":"refuse"}""")]
    [InlineData("transfer-tcc", """{"TryDeposit":"fail-after"}""")]
    [InlineData("transfer-2pc", """{"PrepareDeposit":"refuse"}""")]
    [InlineData("transfer-2pc", """{"PrepareDeposit":"fail-after"}""")]
    [InlineData("transfer-2pc", """{"RecordDecision":"refuse"}""")]
    public async Task Transfer_OtherSideFails_GivesEverythingBack(string protocol, string faults)
    {
        var bank = await Bank.OpenAsync(host.App);

        var saga = await bank.EndedAsync((await bank.StartAsync(protocol, faults: faults)).Id);

        var (from, to) = await bank.AccountsAsync();
        Assert.Equal("Compensated", saga.Status);
        Assert.Equal((100m, 100m), (from.Balance, to.Balance));
        Assert.True(from.IsFree && to.IsFree);
    }

    [Fact]
    public async Task Transfer_WhileAnotherHasPrepared_IsRefusedAfterABoundedWaitOrWaitsItsTurn()
    {
        var bank = await Bank.OpenAsync(host.App);
        var first = await bank.StartAsync("transfer-2pc", faults: """{"RecordDecision":"fail"}""");
        await Poll.UntilAsync("both locks", bank.AccountsAsync, accounts => accounts.From.LockedBy == first.Id && accounts.To.LockedBy == first.Id);

        var second = await bank.StartAsync("transfer-2pc");
        var others = await Task.WhenAll(Bank.Protocols.Except(["transfer-2pc"]).Select(async protocol => await bank.EndedAsync((await bank.StartAsync(protocol)).Id)));
        var waiting = await bank.UntilAsync("wait", second.Id, saga => saga.Steps.Any(step => step.Error?.Contains($"is locked by transaction '{first.Id}'", StringComparison.Ordinal) == true));
        var undecided = await bank.DecisionAsync(first.Id);
        (await host.App.PutAsync($"api/sagas/{first.Id}/faults", "{}")).Expect(HttpStatusCode.NoContent);
        SagaAnswer[] ended = [await bank.EndedAsync(first.Id), await bank.EndedAsync(second.Id)];

        Assert.All(others, other => Assert.Contains($"is locked by transaction '{first.Id}'", other.Outcome!.Reason, StringComparison.Ordinal));
        Assert.Equal(("Undecided", "Running"), (undecided, waiting.Status));
        Assert.All(ended, saga => Assert.Equal("Completed", saga.Status));
        Assert.Equal((80m, 120m), await BalancesAsync(bank));
    }

    [Theory]
    [InlineData("""{"transferId":"t","from":{"ledger":"a","account":"1"},"to":{"ledger":"a","account":"1"},"amount":1}""", "to")]
    [InlineData("""{"transferId":"t","from":{"ledger":"a","account":"1"},"to":{"ledger":"b","account":"1"},"amount":0}""", "amount")]
    [InlineData("""{"transferId":"t","from":{"ledger":"a","account":"1"},"to":{"ledger":"b","account":"1"},"amount":0.001}""", "amount")]
    [InlineData("""{"transferId":"t","from":{"ledger":"a/b","account":"1"},"to":{"ledger":"b","account":"1"},"amount":1}""", "from.ledger")]
    public async Task Transfer_BadRequest_NamesTheField(string body, string field)
    {
        var answer = (await host.App.PostAsync("api/sagas/transfer-2pc", body)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains(field, answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private static async Task<(decimal From, decimal To)> BalancesAsync(Bank bank)
    {
        var (from, to) = await bank.AccountsAsync();
        return (from.Balance, to.Balance);
    }
}
