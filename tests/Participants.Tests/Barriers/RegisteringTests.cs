using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tests.Exploration;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>What a barrier remembers of a saga's rows before it writes them: what is not registered could never be purged.</summary>
public sealed class RegisteringTests
{
    private static readonly BarrierCall _forward = new("order-7", "ReserveStock", BarrierOperation.Forward);
    private static readonly BarrierCall _compensate = _forward with { Operation = BarrierOperation.Compensate };

    private readonly TableStore _rows = GuardedTable.New();
    private readonly TableStore _registered = GuardedTable.New();
    private readonly TableClient _table;
    private readonly SagaRegister _register;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public RegisteringTests() => (_table, _register) = (GuardedTable.Connect(_rows), new SagaRegister(GuardedTable.Connect(_registered)));

    private string Registered => _registered.State;

    [Fact]
    public async Task Forward_RunTwiceForALostRace_RegistersItsPartitionOnce()
    {
        await _table.AddEntityAsync(new Account(), _token);
        var runs = 0;

        await new TransactionalBarrier(_table, _register, new BarrierOptions { Races = new() { FirstPause = TimeSpan.Zero } }).RunAsync("account-1", _forward, async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);
            await (++runs == 1 ? _table.UpdateEntityAsync(account, ETag.All, TableUpdateMode.Replace, token) : Task.CompletedTask);
            transaction.Update(account!);
        }, _token);

        Assert.Equal(2, runs);
        Assert.Equal("""1 {"PartitionKey":"order-7","RowKey":"Guarded|account-1","Table":"Guarded","Partition":"account-1"}""", Registered);
    }

    [Fact]
    public async Task Compensation_ThatFindsNothing_RegistersTheRowsWithWhichItBars()
    {
        await new TransactionalBarrier(_table, _register).RunAsync("account-1", _compensate, (_, _) => Task.CompletedTask, _token);

        Assert.StartsWith("""1 {"PartitionKey":"order-7","RowKey":"Guarded|account-1",""", Registered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BarrierOperation.Forward)]
    [InlineData(BarrierOperation.Compensate)]
    public async Task TwoPhase_BeforeItsRows_RegistersThem(BarrierOperation operation)
    {
        await new TwoPhaseBarrier(_table, _register).RunAsync("p", _forward with { Operation = operation }, (_, _) => Task.FromResult("done"), _token);

        Assert.StartsWith("""1 {"PartitionKey":"order-7","RowKey":"Guarded|p",""", Registered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_CannotBeWritten_NothingIsWrittenAtAll()
    {
        var closed = new SagaRegister(TableTransport.Connect(_ => Task.FromResult(TableAnswer.Error(403, "AuthorizationFailure", "Not allowed."))).GetTableClient("Register"));

        await Assert.ThrowsAsync<RequestFailedException>(() => new TransactionalBarrier(_table, closed).RunAsync("p", _forward, (_, _) => Task.CompletedTask, _token));
        await Assert.ThrowsAsync<RequestFailedException>(() => new TransactionalBarrier(_table, closed).RunAsync("p", _compensate, (_, _) => Task.CompletedTask, _token));
        await Assert.ThrowsAsync<RequestFailedException>(() => new TwoPhaseBarrier(_table, closed).RunAsync("p", _forward, (_, _) => Task.FromResult("done"), _token));

        Assert.Equal("", _rows.State);
    }
}
