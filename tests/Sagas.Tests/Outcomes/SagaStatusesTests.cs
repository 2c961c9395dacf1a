using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class SagaStatusesTests
{
    [Fact]
    public void Statuses_AreUnderWayOrEndedOrForAPersonToLookAt()
    {
        var all = Enum.GetValues<SagaStatus>();

        Assert.Equal([SagaStatus.Pending, SagaStatus.Running, SagaStatus.Compensating], all.Where(status => status.IsUnderWay()));
        Assert.Equal([SagaStatus.Completed, SagaStatus.Compensated, SagaStatus.Terminated], all.Where(status => status.HasEnded()));
        Assert.Equal([SagaStatus.Stuck, SagaStatus.Failed], SagaStatuses.NotEnded.Where(status => !status.IsUnderWay()));
    }
}
