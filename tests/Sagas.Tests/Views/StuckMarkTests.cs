using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing.Views;

namespace DurableSagas.Sagas.Tests.Views;

public sealed class StuckMarkTests
{
    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _before = _began.AddMinutes(1);
    private static readonly DateTimeOffset _at = _began.AddMinutes(2);

    private readonly ViewTable _views = new();

    [Fact]
    public async Task Stuck_TwoBelow_IsShownByEverySagaAboveUntilItGoesOn()
    {
        await WriteAsync(Head("top", "order"), Head("top:middle", "middle"), Head("top:middle:bottom", "bottom"));

        await WriteAsync(Head("top:middle:bottom", "bottom", sequence: 2) with { Status = SagaStatus.Stuck, Error = "A: broken", UpdatedAt = _at });
        var stuck = Shown("top", "top:middle", "top:middle:bottom");
        await WriteAsync(Head("top:middle:bottom", "bottom", sequence: 3) with { UpdatedAt = _at.AddMinutes(1) });

        Assert.Equal([(SagaStatus.Stuck, "middle: bottom: A: broken", _at), (SagaStatus.Stuck, "bottom: A: broken", _at), (SagaStatus.Stuck, "A: broken", _at)], stuck);
        Assert.Equal(Enumerable.Repeat((SagaStatus.Running, (string?)null, (DateTimeOffset?)_at.AddMinutes(1)), 3), Shown("top", "top:middle", "top:middle:bottom"));
    }

    [Fact]
    public async Task Stuck_BelowASagaWithoutAView_IsShownByTheOneAboveThat()
    {
        await WriteAsync(Head("top", "order"), Head("top:middle:bottom", "bottom"));

        await WriteAsync(Head("top:middle:bottom", "bottom", sequence: 2) with { Status = SagaStatus.Stuck, Error = "A: broken", UpdatedAt = _at });

        Assert.Equal([(SagaStatus.Stuck, "middle: bottom: A: broken", _at)], Shown("top"));
        Assert.Null(_views.Find("top:middle"));
    }

    [Fact]
    public async Task Stuck_BelowASagaThatMovesOn_IsNotShownAnyMore()
    {
        await WriteAsync(Head("top", "order"), Head("top:child", "child") with { Status = SagaStatus.Stuck, Error = "A: broken" });

        await WriteAsync(Head("top", "order", sequence: 2) with { Status = SagaStatus.Compensating, UpdatedAt = _at });

        Assert.Equal([(SagaStatus.Compensating, null, _at)], Shown("top"));
    }

    [Theory]
    [InlineData(SagaStatus.Stuck, SagaStatus.Stuck, "child: broken")]
    [InlineData(SagaStatus.Running, SagaStatus.Stuck, "child: broken")]
    [InlineData(SagaStatus.Stuck, SagaStatus.Compensating, null)]
    public void Mark_OfAChangeToOrFromStuck_IsForTheSagaAbove(SagaStatus before, SagaStatus after, string? error)
    {
        var now = SagaRows.Of(Child(after) with { Error = "broken", UpdatedAt = _at });

        var mark = StuckMark.Of(SagaRows.Of(Child(before)), now, change: now);

        Assert.Equal(new StuckMark("order-1", "child", error, _at), mark);
    }

    [Fact]
    public void Mark_OfARunThatUndoes_KnowsThatTheSagaAboveIsCompensating()
    {
        var now = SagaRows.Of(Child(SagaStatus.Stuck) with { Error = "broken", UpdatedAt = _at });
        var told = SagaRows.Of(now.Head! with { StartedAt = null });

        var mark = StuckMark.Of(SagaRows.Of(Child(SagaStatus.Completed)), now, told);

        Assert.Equal(new StuckMark("order-1", "child", "child: broken", _at, SagaStatus.Compensating), mark);
    }

    [Fact]
    public void Mark_OfASagaThatIsNotStuckOrHasNoneAbove_IsNone()
    {
        var running = SagaRows.Of(Child(SagaStatus.Running));
        var alone = SagaRows.Of(Child(SagaStatus.Stuck) with { ParentId = null });

        Assert.Null(StuckMark.Of(running, running, running));
        Assert.Null(StuckMark.Of(running, alone, alone));
        Assert.Null(StuckMark.Of(SagaRows.None, SagaRows.None, SagaRows.None));
    }

    [Theory]
    [InlineData(SagaStatus.Pending, null, SagaStatus.Pending)]
    [InlineData(SagaStatus.Running, null, SagaStatus.Running)]
    [InlineData(SagaStatus.Running, SagaStatus.Compensating, SagaStatus.Compensating)]
    [InlineData(SagaStatus.Compensating, null, SagaStatus.Compensating)]
    public void Mark_OnASagaUnderWay_ShowsItAsStuckAndKeepsWhereItStands(SagaStatus status, SagaStatus? better, SagaStatus own)
    {
        var rows = SagaRows.Of(Child(status));

        var marked = new StuckMark("order-1:child", "below", "below: broken", _at, better).On(rows);

        Assert.Equal(rows.Head! with { Status = SagaStatus.Stuck, OwnStatus = own, Error = "below: broken", Step = "below", UpdatedAt = _at }, marked.Head);
    }

    [Fact]
    public void Mark_OnASubSagaThatHasCompleted_ShowsThatItsUndoingIsStuck()
    {
        var rows = SagaRows.Of(Child(SagaStatus.Completed));

        var marked = new StuckMark("order-1:child", "below", "below: broken", _at).On(rows);

        Assert.Equal((SagaStatus.Stuck, SagaStatus.Compensating), (marked.Head!.Status, marked.Head.OwnStatus));
    }

    [Theory]
    [InlineData(SagaStatus.Completed, null)]
    [InlineData(SagaStatus.Compensated, null)]
    [InlineData(SagaStatus.Compensated, "order-1")]
    [InlineData(SagaStatus.Terminated, null)]
    [InlineData(SagaStatus.Terminated, "order-1")]
    [InlineData(SagaStatus.Failed, "order-1")]
    [InlineData(SagaStatus.Stuck, "order-1")]
    public void Mark_OnASagaThatHasEndedFailedOrIsStuckItself_ChangesNothing(SagaStatus status, string? parent)
    {
        var rows = SagaRows.Of(Child(status) with { ParentId = parent, Error = "its own" });

        Assert.Same(rows, new StuckMark("order-1:child", "below", "below: broken", _at).On(rows));
        Assert.Same(rows, new StuckMark("order-1:child", "below", Error: null, _at).On(rows));
    }

    [Fact]
    public void Mark_OnAMark_TellsTheNewerErrorAndKeepsWhereTheSagaStands()
    {
        var rows = SagaRows.Of(Child(SagaStatus.Stuck) with { OwnStatus = SagaStatus.Running, Error = "below: broken", UpdatedAt = _before });

        var marked = new StuckMark("order-1:child", "below", "below: still broken", _at, SagaStatus.Compensating).On(rows);

        Assert.Equal(rows.Head! with { Error = "below: still broken", Step = "below", UpdatedAt = _at }, marked.Head);
    }

    [Fact]
    public void MarkTakenBack_OnAMark_ShowsWhereTheSagaStands()
    {
        var rows = SagaRows.Of(Child(SagaStatus.Stuck) with { OwnStatus = SagaStatus.Compensating, Error = "below: broken", Step = "below", UpdatedAt = _before });

        var marked = new StuckMark("order-1:child", "below", Error: null, _at).On(rows);

        Assert.Equal(rows.Head! with { Status = SagaStatus.Compensating, OwnStatus = null, Error = null, Step = null, UpdatedAt = _at }, marked.Head);
    }

    [Fact]
    public void MarkTakenBack_WhereNoneIs_ChangesNothing()
    {
        var rows = SagaRows.Of(Child(SagaStatus.Running));

        Assert.Same(rows, new StuckMark("order-1:child", "below", Error: null, _at).On(rows));
        Assert.Same(SagaRows.None, new StuckMark("order-1:child", "below", "below: broken", _at).On(SagaRows.None));
    }

    [Theory]
    [InlineData("below: broken", "child: below: broken")]
    [InlineData(null, null)]
    public void MarkAbove_OfASubSaga_IsForTheSagaAboveIt(string? error, string? above)
    {
        var mark = new StuckMark("order-1:in-its-id", "below", error, _at, SagaStatus.Compensating);

        Assert.Equal(new StuckMark("order-1", "in-its-id", above, _at), mark.Above(SagaRows.Of(Child(SagaStatus.Stuck))));
        Assert.Equal(new StuckMark("order-1", "in-its-id", above?.Replace("child", "in-its-id", StringComparison.Ordinal), _at), mark.Above(SagaRows.None));
    }

    [Fact]
    public void MarkAbove_OfASagaWithNoneAbove_IsNone()
    {
        var mark = new StuckMark("order-1", "child", "child: broken", _at);

        Assert.Null(mark.Above(SagaRows.Of(Child(SagaStatus.Stuck) with { ParentId = null })));
        Assert.Null(mark.Above(SagaRows.None));
    }

    private static SagaHead Child(SagaStatus status) => new()
    {
        Saga = new SagaIdentity("order-1:child", "child", Protocol.Saga, 1),
        ParentId = "order-1",
        StartedAt = _began,
        Status = status,
        Sequence = 1,
        UpdatedAt = _before,
    };

    private static SagaHead Head(string id, string name, long sequence = 1) => new()
    {
        Saga = new SagaIdentity(id, name, Protocol.Saga, 1),
        ParentId = SubSagaId.Parts(id).Parent,
        StartedAt = _began,
        Status = SagaStatus.Running,
        Sequence = sequence,
    };

    private async Task WriteAsync(params IEnumerable<SagaHead> heads)
    {
        foreach (var head in heads)
        {
            await _views.RecordAsync(SagaRows.Of(head), TestContext.Current.CancellationToken);
        }
    }

    private (SagaStatus Status, string? Error, DateTimeOffset? At)[] Shown(params IEnumerable<string> ids) =>
        [.. ids.Select(id => _views.Find(id)!).Select(view => (view.Status, view.Error, view.At))];
}
