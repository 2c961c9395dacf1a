using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests;

public sealed class SagaViewsTests(AzuriteStorage azurite)
{
    [Fact]
    public async Task RecordAsync_HigherSequence_MovesTheSagaAndTheStepOn()
    {
        var saga = await NewAsync();
        saga.Clock.Now = SagaUnderTest.Created.AddMinutes(1);

        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded, attempts: 4));

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Running, 2), (view.Status, view.Sequence));
        Assert.Equal((SagaUnderTest.Created, SagaUnderTest.Created.AddMinutes(1), SagaUnderTest.Created.AddMinutes(1)), (view.CreatedAt, view.UpdatedAt, view.AsOf));
        Assert.Equal(new StepView("ReserveStock", StepStatus.Succeeded, 4, SagaUnderTest.Created.AddSeconds(1), SagaUnderTest.Created.AddSeconds(2), null), view.Steps[0]);
        Assert.Equal(StepStatus.Pending, view.Steps[1].Status);
    }

    [Fact]
    public async Task RecordAsync_ChangeThatTellsItsMoment_ViewIsOfThatMomentWheneverItIsWritten()
    {
        var saga = await NewAsync();
        saga.Clock.Now = SagaUnderTest.Created.AddDays(1);

        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded), at: SagaUnderTest.Created.AddSeconds(2));

        var view = await saga.ViewAsync();
        Assert.Equal((SagaUnderTest.Created.AddSeconds(2), SagaUnderTest.Created.AddSeconds(2)), (view.UpdatedAt, view.AsOf));
    }

    [Fact]
    public async Task RecordAsync_EndFromOutsideAndTheViewHasMovedOnSinceItWasJudged_ChangesNothing()
    {
        var saga = await NewAsync();
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Compensating), SagaStatus.Compensating);
        var judged = await saga.ViewAsync();
        await saga.RecordAsync(4, new SagaOutcome { Status = SagaStatus.Compensated });

        await saga.Views.RecordAsync(saga.Id, judged.Status, new OutsideEnd(SagaStatus.Stuck, "Its instance failed.", null), TestContext.Current.CancellationToken);

        Assert.Equal(SagaStatus.Compensated, (await saga.ViewAsync()).Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RecordAsync_LowerOrSameSequence_ChangesNothing(long late)
    {
        var saga = await NewAsync();
        await saga.RecordStepAsync(4, saga.Step(0, StepStatus.Compensated, error: "first"), SagaStatus.Compensating);
        var before = await saga.ViewAsync();
        saga.Clock.Now = SagaUnderTest.Created.AddHours(1);

        await saga.RecordStepAsync(late, saga.Step(0, StepStatus.Running, attempts: 9, error: "late"), SagaStatus.Running, "late");

        var after = await saga.ViewAsync();
        Assert.Equal(before.Steps, after.Steps);
        Assert.Equal((SagaStatus.Compensating, 4, null, before.UpdatedAt), (after.Status, after.Sequence, after.Error, after.UpdatedAt));
    }

    [Fact]
    public async Task RecordAsync_LateBranch_WritesItsStepAndLeavesTheSagaAhead()
    {
        var saga = await NewAsync();
        await saga.RecordStepAsync(8, saga.Step(1, StepStatus.Refused), SagaStatus.Compensating);

        await saga.RecordStepAsync(5, saga.Step(0, StepStatus.Succeeded), SagaStatus.Running);

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Compensating, 8), (view.Status, view.Sequence));
        Assert.Equal([StepStatus.Succeeded, StepStatus.Refused], view.Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task RecordAsync_OvertakenBetweenReadAndWrite_LeavesTheSagaAhead()
    {
        var saga = await NewAsync();
        var late = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment")
        {
            Id = saga.Id,
            BeforeCommit = () => saga.RecordStepAsync(8, saga.Step(1, StepStatus.Refused), SagaStatus.Compensating),
        };

        await late.RecordStepAsync(5, late.Step(0, StepStatus.Succeeded), SagaStatus.Running);

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Compensating, 8), (view.Status, view.Sequence));
        Assert.Equal([StepStatus.Succeeded, StepStatus.Refused], view.Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task RecordAsync_OvertakenOnItsOwnStep_LeavesTheStepAhead()
    {
        var saga = await NewAsync();
        var late = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment")
        {
            Id = saga.Id,
            BeforeCommit = () => saga.RecordStepAsync(8, saga.Step(0, StepStatus.Compensated), SagaStatus.Compensating),
        };

        await late.RecordStepAsync(5, late.Step(0, StepStatus.Succeeded), SagaStatus.Running);

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Compensating, StepStatus.Compensated), (view.Status, view.Steps[0].Status));
    }

    [Fact]
    public async Task RecordAsync_OvertakenThirtyTimesInARow_PausesEachTimeAndIsNotDropped()
    {
        var saga = await NewAsync();
        var sequence = 10;
        var late = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment")
        {
            Id = saga.Id,
            BeforeCommit = () => saga.RecordStepAsync(sequence++, saga.Step(1, StepStatus.Running)),
            Overtakings = 30,
        };

        await late.RecordStepAsync(5, late.Step(0, StepStatus.Succeeded));

        Assert.Equal((39, StepStatus.Succeeded), ((await saga.ViewAsync()).Sequence, (await saga.ViewAsync()).Steps[0].Status));
        // The first may be shorter than a millisecond, and is none then.
        Assert.InRange(late.Clock.Pauses.Count, 25, 30);
    }

    [Fact]
    public async Task RecordAsync_OvertakenEveryTime_SaysWhichViewWasNotWritten()
    {
        var saga = await NewAsync();
        var sequence = 10;
        var late = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment")
        {
            Id = saga.Id,
            BeforeCommit = () => saga.RecordStepAsync(sequence++, saga.Step(1, StepStatus.Running)),
            Overtakings = int.MaxValue,
        };

        var lost = await Assert.ThrowsAsync<RacesLostException>(() => late.RecordStepAsync(5, late.Step(0, StepStatus.Succeeded)));

        Assert.StartsWith($"Table 'SagaViews', row 'saga' of partition '{saga.Id}': other writers were first 40 times in a row; nothing was written.", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_EightBranchesAtOnce_LosesNoStep()
    {
        var saga = new SagaUnderTest(azurite, [.. Enumerable.Range(0, 8).Select(number => $"Step{number}")]);
        await saga.InsertAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(ordinal => saga.RecordStepAsync(10 + ordinal, saga.Step(ordinal, StepStatus.Succeeded, attempts: ordinal + 1))));

        var view = await saga.ViewAsync();
        Assert.Equal(17, view.Sequence);
        Assert.Equal(Enumerable.Range(1, 8), view.Steps.Select(step => step.Attempts));
    }

    [Fact]
    public async Task RecordAsync_StuckThenMended_ClearsTheError()
    {
        var saga = await NewAsync();
        await saga.RecordStepAsync(3, saga.Step(0, StepStatus.Stuck, error: "no answer"), SagaStatus.Stuck, "ReserveStock: no answer");
        var stuck = await saga.ViewAsync();

        await saga.RecordStepAsync(4, saga.Step(0, StepStatus.Compensated), SagaStatus.Compensating);

        var mended = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Stuck, "ReserveStock: no answer", "no answer"), (stuck.Status, stuck.Error, stuck.Steps[0].Error));
        Assert.Equal((SagaStatus.Compensating, null, null), (mended.Status, mended.Error, mended.Steps[0].Error));
    }

    [Fact]
    public async Task RecordAsync_AttemptsOneAfterAnother_AreKeptInTheStepsRowWithWhereTheSagaIsStuck()
    {
        var saga = await NewAsync();
        var (first, last) = (SagaUnderTest.Try(1, AttemptStatus.Pending) with { Error = "later", RetryAfter = TimeSpan.FromSeconds(7) }, SagaUnderTest.Try(2, AttemptStatus.Unknown) with { Error = "broken", IsLast = true });
        var place = new StuckPlace(saga.Id, "ReserveStock", StepOperation.Action, "ReserveStock", 2, "broken", last.FinishedAt);
        await saga.RecordTryAsync(2, saga.Step(0, StepStatus.Running), first);

        await saga.RecordTryAsync(4, saga.Step(0, StepStatus.Stuck), last, place);

        var stuck = await saga.ViewAsync();
        Assert.Equal([first, last], stuck.Steps[0].Kept);
        Assert.Empty(stuck.Steps[1].Kept);
        Assert.Equal(place, stuck.StuckAt);

        await saga.RecordAsync(6, new SagaOutcome { Status = SagaStatus.Compensated }, saga.Step(0, StepStatus.Compensated), saga.Step(1, StepStatus.Skipped));
        var ended = await saga.ViewAsync();
        Assert.Equal([first, last], ended.Steps[0].Kept);
        Assert.Null(ended.StuckAt);
    }

    [Fact]
    public async Task RecordAsync_ChildStuck_TellsItsParentWhere()
    {
        var parent = await NewAsync();
        await parent.RecordStepAsync(2, parent.Step(0, StepStatus.Running));
        var child = new SagaUnderTest(azurite, "BookFlight") { Id = $"{parent.Id}:child", ParentId = parent.Id };
        var place = new StuckPlace(child.Id, "BookFlight", StepOperation.Action, "BookFlight", 2, "broken", SagaUnderTest.Created);

        await child.RecordTryAsync(3, child.Step(0, StepStatus.Stuck), SagaUnderTest.Try(2, AttemptStatus.Unknown), place);

        Assert.Equal((place, place), ((await parent.ViewAsync()).StuckAt, (await child.ViewAsync()).StuckAt));
        Assert.Equal((null, parent.Id), ((await parent.ViewAsync()).Parent, (await child.ViewAsync()).Parent));
        await child.RecordStepAsync(5, child.Step(0, StepStatus.Compensated), SagaStatus.Compensating);
        Assert.Equal((null, null), ((await parent.ViewAsync()).StuckAt, (await child.ViewAsync()).StuckAt));
    }

    [Theory]
    [InlineData("step|000", "tries", "[{")]
    [InlineData("step|000", "tries", 7)]
    [InlineData("saga", "stuckAt", "{}")]
    public async Task FindAsync_ColumnThatNobodyWrites_SaysSoAndIsMendedByTheNextWrite(string row, string column, object damage)
    {
        var saga = await NewAsync();
        await saga.RecordTryAsync(2, saga.Step(0, StepStatus.Running), SagaUnderTest.Try(1, AttemptStatus.Unknown));
        await azurite.Tables.GetTableClient(SagaViews.Table).UpdateEntityAsync(new TableEntity(saga.Id, row) { [column] = damage }, ETag.All, TableUpdateMode.Merge, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<DamagedViewException>(saga.FindAsync);

        await saga.RecordTryAsync(4, saga.Step(0, StepStatus.Succeeded), SagaUnderTest.Try(2, AttemptStatus.Succeeded));

        Assert.Equal(2, (await saga.ViewAsync()).Steps[0].Kept[^1].Number);
    }

    [Fact]
    public async Task RecordAsync_SagaThatNoStarterInserted_InsertsItWithTheStepsKnownSoFar()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment");

        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded));

        var view = await saga.ViewAsync();
        Assert.Equal(("order", 3, SagaStatus.Running, 2), (view.Name, view.Version, view.Status, view.Sequence));
        Assert.Equal(["ReserveStock"], view.Steps.Select(step => step.Name));
    }

    [Fact]
    public async Task RecordAsync_ChildStuck_MarksItsParentStuckUntilTheParentMovesOn()
    {
        var parent = await NewAsync();
        await parent.RecordStepAsync(2, parent.Step(0, StepStatus.Running));
        var child = new SagaUnderTest(azurite, "BookFlight") { ParentId = parent.Id };

        await child.RecordStepAsync(3, child.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "BookFlight: no answer");

        var stuck = await parent.ViewAsync();
        await parent.RecordStepAsync(4, parent.Step(0, StepStatus.Succeeded));
        var mended = await parent.ViewAsync();
        Assert.Equal((SagaStatus.Stuck, "order: BookFlight: no answer", 2), (stuck.Status, stuck.Error, stuck.Sequence));
        Assert.Equal((SagaStatus.Running, null, 4), (mended.Status, mended.Error, mended.Sequence));
    }

    [Theory]
    [InlineData(false, SagaStatus.Running)]
    [InlineData(true, SagaStatus.Compensating)]
    public async Task RecordAsync_ChildStuckNoMore_MarksItsParentNoLongerStuck(bool isUndone, SagaStatus expected)
    {
        var parent = await NewAsync();
        await parent.RecordStepAsync(2, parent.Step(0, StepStatus.Running));
        var child = new SagaUnderTest(azurite, "BookFlight") { ParentId = parent.Id, StartedAt = isUndone ? null : SagaUnderTest.Created };
        await child.RecordStepAsync(3, child.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "BookFlight: no answer");

        await child.RecordStepAsync(4, child.Step(0, StepStatus.Succeeded));

        var view = await parent.ViewAsync();
        Assert.Equal((expected, null, 2), (view.Status, view.Error, view.Sequence));
    }

    [Fact]
    public async Task RecordAsync_GrandchildStuck_MarksWhoIsAboveUntilItIsStuckNoMore()
    {
        var root = await NewAsync();
        await root.RecordStepAsync(2, root.Step(0, StepStatus.Running));
        // No activity has told of the saga between them.
        var grandchild = new SagaUnderTest(azurite, "BookFlight") { ParentId = $"{root.Id}:trip", StartedAt = SagaUnderTest.Created };

        await grandchild.RecordStepAsync(3, grandchild.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "BookFlight: no answer");
        var stuck = await root.ViewAsync();
        await grandchild.RecordStepAsync(4, grandchild.Step(0, StepStatus.Succeeded));
        var mended = await root.ViewAsync();

        Assert.Equal((SagaStatus.Stuck, "trip: order: BookFlight: no answer", 2), (stuck.Status, stuck.Error, stuck.Sequence));
        Assert.Equal((SagaStatus.Running, null, 2), (mended.Status, mended.Error, mended.Sequence));
    }

    [Fact]
    public async Task RecordAsync_GrandchildStuck_MarksEachSagaAboveThatHasAView()
    {
        var root = await NewAsync();
        await root.RecordStepAsync(2, root.Step(0, StepStatus.Succeeded), SagaStatus.Compensating);
        var child = new SagaUnderTest(azurite, "Trip") { Id = $"{root.Id}:trip", ParentId = root.Id, StartedAt = SagaUnderTest.Created };
        await child.RecordStepAsync(2, child.Step(0, StepStatus.Running));
        var grandchild = new SagaUnderTest(azurite, "BookFlight") { ParentId = child.Id, StartedAt = SagaUnderTest.Created };

        await grandchild.RecordStepAsync(3, grandchild.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "BookFlight: no answer");
        var stuck = (await child.ViewAsync(), await root.ViewAsync());
        await grandchild.RecordAsync(5, new SagaOutcome { Status = SagaStatus.Completed });
        var mended = (await child.ViewAsync(), await root.ViewAsync());

        Assert.Equal(("order: BookFlight: no answer", "order: order: BookFlight: no answer"), (stuck.Item1.Error, stuck.Item2.Error));
        Assert.Equal((SagaStatus.Stuck, SagaStatus.Stuck), (stuck.Item1.Status, stuck.Item2.Status));
        Assert.Equal((SagaStatus.Running, SagaStatus.Compensating), (mended.Item1.Status, mended.Item2.Status));
    }

    [Fact]
    public async Task RecordAsync_ChildStuckNoMoreAndTheParentHasMovedOn_LeavesTheParent()
    {
        var parent = await NewAsync();
        var child = new SagaUnderTest(azurite, "BookFlight") { ParentId = parent.Id };
        await child.RecordStepAsync(3, child.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "BookFlight: no answer");
        await parent.RecordAsync(9, new SagaOutcome { Status = SagaStatus.Compensated });

        await child.RecordStepAsync(4, child.Step(0, StepStatus.Succeeded));

        Assert.Equal(SagaStatus.Compensated, (await parent.ViewAsync()).Status);
    }

    private async Task<SagaUnderTest> NewAsync()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment");
        await saga.InsertAsync();
        return saga;
    }
}
