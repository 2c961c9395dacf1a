using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Sagas.Tests.Views;

public sealed class StepTriesTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tries_OfOneStep_AreTheLastTenOfEachOperationOldestFirst()
    {
        StepTry[] told =
        [
            Try(1, 0, AttemptStatus.Succeeded, StepOperation.Action),
            .. Enumerable.Range(1, 12).Select(number => Try(number, number, AttemptStatus.Unknown)),
        ];

        var rows = Folded(told);

        Assert.Equal([told[0], .. told[3..]], rows.Steps[0].Tries);
    }

    [Fact]
    public void Try_OfARowThatIsAhead_IsNotTaken()
    {
        var rows = SagaFold.Apply(SagaRows.None, Change(sequence: 6, Try(2, 2)));

        Assert.Equal([2], SagaFold.Apply(rows, Change(sequence: 4, Try(1, 1))).Steps[0].Tries.Select(ended => ended.Number));
    }

    [Fact]
    public void Row_ThatATimelineTells_KeepsItsTries()
    {
        var rows = SagaFold.Apply(Folded(Try(1, 1)), SagaRows.Of(Head(100), Step() with { Status = StepStatus.Compensated }));

        Assert.Equal(StepStatus.Compensated, rows.Steps[0].Step.Status);
        Assert.Equal(Try(1, 1), Assert.Single(rows.Steps[0].Tries));
    }

    [Fact]
    public void Try_DeliveredTwice_IsOneWithWhatTheLastDeliveryGave()
    {
        var rows = Folded(Try(1, 1), Try(2, 2, AttemptStatus.Pending));

        var again = SagaFold.Apply(rows, Change(sequence: 4, Try(2, 9, AttemptStatus.Succeeded)));

        Assert.Equal([Try(1, 1), Try(2, 9, AttemptStatus.Succeeded)], again.Steps[0].Tries);
        Assert.Equal((rows.Head, rows.Steps[0].Step), (again.Head, again.Steps[0].Step));
        Assert.Same(again.Steps, SagaFold.Apply(again, Change(sequence: 4, Try(2, 9, AttemptStatus.Succeeded))).Steps);
    }

    [Fact]
    public void Pending_AskedAgain_IsOneTryFromItsFirstAnswerToItsLast()
    {
        var rows = Folded(Try(1, 1, AttemptStatus.Pending), Try(1, 5, AttemptStatus.Pending), Try(1, 9, AttemptStatus.Succeeded));

        var only = Assert.Single(rows.Steps[0].Tries);
        Assert.Equal((Try(1, 1).StartedAt, Try(1, 9).FinishedAt, AttemptStatus.Succeeded, 2), (only.StartedAt, only.FinishedAt, only.Result, only.Pendings));
    }

    [Fact]
    public void Pending_DeliveredTwice_IsCountedOnce()
    {
        var rows = Folded(Try(1, 1, AttemptStatus.Pending), Try(1, 5, AttemptStatus.Pending));

        var only = Assert.Single(SagaFold.Apply(rows, Change(sequence: 4, Try(1, 6, AttemptStatus.Pending))).Steps[0].Tries);

        Assert.Equal((Try(1, 1).StartedAt, Try(1, 6).FinishedAt, 2), (only.StartedAt, only.FinishedAt, only.Pendings));
    }

    [Fact]
    public void Tries_ToldAgainByHistory_AreWhatItHasBesideWhatARewindTookOutOfIt()
    {
        var (stuck, lost) = (Try(3, 3) with { IsLast = true }, Try(2, 2));
        var rows = Folded(Try(1, 1), stuck, Try(3, 9, AttemptStatus.Succeeded));
        var history = Folded(Try(1, 1), lost, Try(3, 9, AttemptStatus.Succeeded));

        var rebuilt = SagaFold.Apply(rows, history, overSameSequence: true);

        Assert.Equal([Try(1, 1), lost, stuck, Try(3, 9, AttemptStatus.Succeeded)], rebuilt.Steps[0].Tries);
        // Of the run that undid it, history knows nothing of the one that did it.
        Assert.Equal([Try(1, 1), lost], SagaFold.Apply(Folded(Try(1, 1)), Folded(lost), overSameSequence: true).Steps[0].Tries);
        Assert.Equal(rebuilt.Steps[0].Tries, SagaFold.Apply(rebuilt, history, overSameSequence: true).Steps[0].Tries);
    }

    [Fact]
    public void LastAttempt_MadeAgainByARewind_IsAnotherTryOfItsNumber()
    {
        var (first, second, worked) = (Try(3, 3) with { IsLast = true }, Try(3, 7) with { IsLast = true }, Try(3, 9, AttemptStatus.Succeeded));
        var stuck = Change(sequence: 5, first, SagaStatus.Stuck);

        var stuckAgain = SagaFold.Apply(stuck, Change(sequence: 5, second, SagaStatus.Stuck, isRewound: true));

        Assert.Equal([first, second], stuckAgain.Steps[0].Tries);
        Assert.Equal([first, second], SagaFold.Apply(stuckAgain, Change(sequence: 5, second, SagaStatus.Stuck), overSameSequence: true).Steps[0].Tries);
        Assert.Equal([first, second, worked], SagaFold.Apply(stuckAgain, Change(sequence: 6, worked)).Steps[0].Tries);
    }

    private static SagaRows Folded(params StepTry[] told) => told.Index().Aggregate(SagaRows.None, (rows, ended) => SagaFold.Apply(rows, Change((ended.Index * 2) + 2, ended.Item)));

    private static SagaRows Change(long sequence, StepTry ended, SagaStatus status = SagaStatus.Running, bool isRewound = false) =>
        SagaRows.Of(Head(sequence) with { Status = status, IsRewound = isRewound }, Step()).With(0, ended);

    private static StepTry Try(int number, int at, AttemptStatus result = AttemptStatus.Unknown, StepOperation operation = StepOperation.Compensation) =>
        new(operation, number, _noon.AddMinutes(at), _noon.AddMinutes(at + 0.5), result) { Pendings = result == AttemptStatus.Pending ? 1 : 0 };

    private static SagaHead Head(long sequence) => new() { Saga = new SagaIdentity("order-1", "order", Protocol.Saga, 1), Status = SagaStatus.Running, Sequence = sequence };

    private static StepTimeline Step() => new() { Name = "A", Ordinal = 0, Status = StepStatus.Compensating };
}
