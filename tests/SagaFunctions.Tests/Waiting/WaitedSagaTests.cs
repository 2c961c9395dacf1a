using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Waiting;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Tests.Waiting;

public sealed class WaitedSagaTests
{
    private readonly WaitedSaga _saga = new("s-1");

    [Theory]
    [InlineData(SagaStatus.Pending, 9, false)]
    [InlineData(SagaStatus.Running, 9, false)]
    [InlineData(SagaStatus.Compensating, 9, false)]
    // What does not go on by itself is as good as an end.
    [InlineData(SagaStatus.Stuck, 1, true)]
    [InlineData(SagaStatus.Failed, 1, true)]
    [InlineData(SagaStatus.Completed, 1, true)]
    public void Saga_WhoseEndIsWaitedFor_IsReadOnceItNoLongerGoesOn(SagaStatus status, long sequence, bool isDue)
    {
        _saga.Callers.Add(new WaitingCaller(past: null));

        _saga.Hear(new ViewMove("s-1", status, sequence));

        Assert.Equal(isDue, _saga.IsDue);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Saga_WhoseNextChangeIsWaitedFor_IsReadOncePastIt(long sequence, bool isDue)
    {
        _saga.Callers.Add(new WaitingCaller(past: 5));

        _saga.Hear(new ViewMove("s-1", SagaStatus.Running, sequence));

        Assert.Equal(isDue, _saga.IsDue);
    }

    [Fact]
    public void Saga_OfWhichAWriterTellsLateWhereItStood_IsReadAllTheSame()
    {
        _saga.Callers.Add(new WaitingCaller(past: null));
        _saga.Hear(new ViewMove("s-1", SagaStatus.Completed, 5));

        _saga.Hear(new ViewMove("s-1", SagaStatus.Running, 3));

        Assert.True(_saga.IsDue);
    }

    [Fact]
    public void Saga_ThatIsBeingRead_IsDueAgainOnlyByWhatIsToldSince()
    {
        _saga.Callers.Add(new WaitingCaller(past: null));
        _saga.Hear(new ViewMove("s-1", SagaStatus.Completed, 5));

        _saga.Begin();
        var before = _saga.IsDue;
        _saga.Hear(new ViewMove("s-1", SagaStatus.Completed, 5));

        Assert.Equal((false, true), (before, _saga.IsDue));
    }
}
