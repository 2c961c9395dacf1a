using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing.Tests.Leaves;

namespace DurableSagas.Testing.Tests.Faults;

public sealed class FaultNamesTests
{
    [Theory]
    [InlineData("BokDays")]
    [InlineData("bookdays")]
    public async Task Fault_OfAnActivityThatThereIsNot_IsRefusedAndSaysWhichThereAre(string name)
    {
        await using var host = await Hosts.StartAsync();

        var ordered = Assert.Throws<ArgumentException>(() => host.Faults.On(name, Fault.Fails()));
        var mended = Assert.Throws<ArgumentException>(() => host.Faults.Mend(name));

        Assert.StartsWith($"There is no activity '{name}' that could meet a fault. Known: BookDays, ChargeCustomer, FreeDays,", ordered.Message, StringComparison.Ordinal);
        Assert.Equal(ordered.Message, mended.Message);
    }

    [Fact]
    public async Task Fault_OfAClassThatIsNoActivity_IsRefused()
    {
        await using var host = await Hosts.StartAsync();

        var refused = Assert.Throws<ArgumentException>(() => host.Faults.On<TakeLeave>(Fault.Fails()));

        Assert.StartsWith("There is no activity 'TakeLeave' that could meet a fault.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_OfAnApproval_SaysHowPeopleAnswer()
    {
        await using var host = await Hosts.StartAsync();

        var refused = Assert.Throws<ArgumentException>(() => host.Faults.On(LeaveSaga.Manager, Fault.Refuses("no")));

        Assert.Contains("It is an approval: say with the host's Approvals what is answered, or leave it, and nobody answers.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_OfACallOfADefinition_IsTakenOnceItIsRegistered()
    {
        var byEvent = Saga.For<TakeLeave>("by-event").Step<BookDays>().CompensateByEvent("free-days").Pivot<TellPayroll>().Build();
        await using var host = await Hosts.StartAsync();
        Assert.Throws<ArgumentException>(() => host.Faults.On("BookDays/compensation", Fault.Fails()));
        host.Register(byEvent);
        host.Faults.On<TellPayroll>(Fault.Refuses("no")).On("BookDays/compensation", Fault.Fails("no queue"));

        var stuck = await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(byEvent, new TakeLeave(), "leave-1"));

        Assert.Contains("no queue", stuck.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_OfACallOfADocument_IsTakenOnceItIsRegistered()
    {
        var call = new DeclaredCall("POST", "work");
        await using var host = await Hosts.StartAsync();
        Assert.Throws<ArgumentException>(() => host.Faults.On("pay", Fault.Fails()));

        host.Register(new DeclaredTransaction(Protocol.Saga, "paying", [new DeclaredStep("pay", "bank", call)]));

        host.Faults.On("pay", Fault.Fails());
    }

    [Fact]
    public async Task Rewind_OfAStuckSaga_ReturnsItsOutcomeOrSaysThatItIsStuckAgain()
    {
        await using var host = await Hosts.StartAsync();
        var saga = Saga.For<TakeLeave>("told").Pivot<TellPayroll>().Build();
        host.Faults.On<TellPayroll>(Fault.Fails("no answer"));
        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(saga, new TakeLeave(), "leave-1"));

        var again = await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("leave-1"));
        host.Faults.MendAll();
        var outcome = await host.RewindAsync("leave-1");

        Assert.Equal(("leave-1", SagaStatus.Completed), (again.Instance.InstanceId, outcome.Status));
    }
}
