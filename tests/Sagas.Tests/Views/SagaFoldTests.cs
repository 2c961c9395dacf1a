using System.Collections.Immutable;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Sagas.Tests.Views;

public sealed class SagaFoldTests
{
    private const long Known = 5;

    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The sequence of a change to what is at <see cref="Known"/>, whether the same sequence is written over, and whether the row moves.</summary>
    public static TheoryData<long, bool, bool> Sequences => new()
    {
        { Known - 1, false, false },
        { Known, false, false },
        { Known + 1, false, true },
        { Known - 1, true, false },
        { Known, true, true },
        { Known + 1, true, true },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Head_AgainstAChange_MovesOnlyToAHigherSequenceUnlessTheSameIsWrittenOver(long sequence, bool overSameSequence, bool moves)
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Running));
        var change = SagaRows.Of(Head(sequence, SagaStatus.Compensating));

        var folded = SagaFold.Apply(rows, change, overSameSequence);

        Assert.Equal(moves ? change.Head : rows.Head, folded.Head);
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Step_AgainstAChange_MovesOnlyToAHigherSequenceUnlessTheSameIsWrittenOver(long sequence, bool overSameSequence, bool moves)
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Running), Step(0, StepStatus.Running));
        var change = SagaRows.Of(Head(sequence, SagaStatus.Running), Step(0, StepStatus.Succeeded));

        var folded = SagaFold.Apply(rows, change, overSameSequence);

        Assert.Equal((moves ? change : rows).Steps[0], folded.Steps[0]);
    }

    [Fact]
    public void Rows_OfAnOlderChange_TakeOnlyTheStepsThatNobodyHasToldOf()
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Running), Step(1, StepStatus.Succeeded));
        var change = SagaRows.Of(Head(Known - 1, SagaStatus.Running), Step(0, StepStatus.Succeeded), Step(1, StepStatus.Running));

        var folded = SagaFold.Apply(rows, change);

        Assert.Same(rows.Head, folded.Head);
        Assert.Equal([change.Steps[0], rows.Steps[1]], folded.Steps.Values);
    }

    [Fact]
    public void Rows_OfAChangeWithoutAHead_MoveTheirStepsAlone()
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Running));
        var change = new SagaRows(Head: null, ImmutableSortedDictionary<int, StepRow>.Empty.Add(0, new StepRow(Known + 1, Step(0, StepStatus.Succeeded))));

        var folded = SagaFold.Apply(rows, change);

        Assert.Same(rows.Head, folded.Head);
        Assert.Equal(change.Steps, folded.Steps);
    }

    [Fact]
    public void Rows_WithNothingToMove_AreTheSameObjects()
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Running), Step(0, StepStatus.Succeeded));

        var folded = SagaFold.Apply(rows, SagaRows.Of(Head(Known, SagaStatus.Running), Step(0, StepStatus.Succeeded)));

        Assert.Same(rows.Head, folded.Head);
        Assert.Same(rows.Steps, folded.Steps);
    }

    [Fact]
    public void Head_OfAChangeThatTellsLess_KeepsWhatWasToldOnceAndNothingElse()
    {
        var told = Told("order-1", _began, ["a", "b"], SagaStatus.Completed) with { OwnStatus = SagaStatus.Running, Error = "broken" };

        var folded = SagaFold.Apply(SagaRows.Of(told), SagaRows.Of(Head(Known + 1, SagaStatus.Compensating)));

        Assert.Equal(told with { Sequence = Known + 1, Status = SagaStatus.Compensating, OwnStatus = null, Error = null, UpdatedAt = null }, folded.Head);
    }

    [Fact]
    public void Head_OfAChangeThatTellsAnew_TakesWhatTheChangeSays()
    {
        var anew = Told("order-2", _began.AddHours(1), ["c"], SagaStatus.Compensated) with { Sequence = Known + 1 };

        var folded = SagaFold.Apply(SagaRows.Of(Told("order-1", _began, ["a", "b"], SagaStatus.Completed)), SagaRows.Of(anew));

        Assert.Equal(anew, folded.Head);
    }

    [Fact]
    public void Head_OfTheFirstChange_IsTakenAsItIs()
    {
        var first = SagaRows.Of(Head(0, SagaStatus.Pending), Step(0, StepStatus.Pending));

        var folded = SagaFold.Apply(SagaRows.None, first);

        Assert.Equal(first.Head, folded.Head);
        Assert.Equal(first.Steps, folded.Steps);
    }

    [Fact]
    public void Mark_WhereTheSagaStands_ChangesWhatItShowsAndLeavesItsSequence()
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Stuck) with { OwnStatus = SagaStatus.Running, Error = "broken" }, Step(0, StepStatus.Running));

        var marked = SagaFold.Mark(rows, SagaStatus.Stuck, SagaStatus.Terminated, "ended by hand", _began);

        Assert.Equal(rows.Head! with { Status = SagaStatus.Terminated, OwnStatus = null, Error = "ended by hand", UpdatedAt = _began }, marked.Head);
        Assert.Same(rows.Steps, marked.Steps);
    }

    [Fact]
    public void Mark_WhereTheSagaHasMovedOnOrIsUnknown_ChangesNothing()
    {
        var rows = SagaRows.Of(Head(Known, SagaStatus.Completed));

        Assert.Same(rows, SagaFold.Mark(rows, SagaStatus.Running, SagaStatus.Failed, "broken", _began));
        Assert.Same(SagaRows.None, SagaFold.Mark(SagaRows.None, SagaStatus.Running, SagaStatus.Failed, "broken", _began));
    }

    private static SagaHead Head(long sequence, SagaStatus status) => new() { Saga = new SagaIdentity("order-1:child", "child", Protocol.Saga, 1), Status = status, Sequence = sequence };

    private static SagaHead Told(string parent, DateTimeOffset startedAt, IReadOnlyList<string> steps, SagaStatus end) =>
        Head(Known, SagaStatus.Running) with { ParentId = parent, StartedAt = startedAt, StepNames = steps, Outcome = new SagaOutcome { Status = end } };

    private static StepTimeline Step(int ordinal, StepStatus status) => new() { Name = $"step {ordinal}", Ordinal = ordinal, Status = status };
}
