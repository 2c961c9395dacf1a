using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class EventDefinitionTests
{
    [Fact]
    public void Build_WaitOfAnEventLeftOut_OutlivesAConsumerThatIsKilled()
    {
        var saga = Saga.For<Order>("patient").Step<A>().CompensateByEvent("undo-a").Build();

        Assert.Equal(TimeSpan.FromMinutes(15), Assert.IsType<StepWork.Event>(saga.Steps[0].Compensation).Within);
    }

    [Fact]
    public void Build_WaitsTooShortForAConsumerThatIsKilled_NamesEach()
    {
        var saga = Saga.For<Order>("hasty")
            .Step<A>().CompensateByEvent("undo-a", TimeSpan.FromMinutes(10))
            .Step<B>().CompensateByEvent("undo-b", TimeSpan.FromSeconds(659))
            .Step<C>().CompensateByEvent("undo-c", TimeSpan.FromMinutes(11));

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(
            [
                "Step 'A' waits 00:10:00 for the acknowledgement of its compensation; a message whose consumer was killed stays hidden for ten minutes, so it must wait 00:11:00 at least, or say 'evenIfAConsumerDies: false'.",
                "Step 'B' waits 00:10:59 for the acknowledgement of its compensation; a message whose consumer was killed stays hidden for ten minutes, so it must wait 00:11:00 at least, or say 'evenIfAConsumerDies: false'.",
            ],
            fault.Faults);
    }

    [Fact]
    public void Build_WaitTooShortAndSaidToBe_IsAccepted()
    {
        var saga = Saga.For<Order>("hasty").Step<A>().CompensateByEvent("undo-a", TimeSpan.FromSeconds(5), evenIfAConsumerDies: false).Build();

        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<StepWork.Event>(saga.Steps[0].Compensation).Within);
    }

    [Fact]
    public void Event_OfAStep_IsAskedForByAnActivityAndDoneByItsConsumer()
    {
        var work = new StepWork.Event("A", "undo-a", StepWork.Event.WithinByDefault);

        Assert.Equal(("A/consumer", true), (work.Consumer, work.OutlivesItsConsumer));
        Assert.Equal(("RequestCompensation", "A/compensation"), (work.Asking.Function, work.Asking.Key));
    }
}
