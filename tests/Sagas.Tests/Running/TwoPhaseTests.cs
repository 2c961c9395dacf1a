using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;
using static DurableSagas.Sagas.Tests.Voters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class TwoPhaseTests
{
    private readonly Participant _participant = new();

    [Fact]
    public async Task TwoPhase_AllVoteCommit_DecidesThenCommitsAll()
    {
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Shapes.Votes, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(Decision.Commit, _participant.DecisionOf("order-1"));
        Assert.Equal("RecordDecision", host.ActivityCalls[2]);
        Assert.Equal(["C", "D"], host.ActivityCalls.Skip(3).Order());
    }

    [Fact]
    public async Task TwoPhase_OneVotesAbort_DecidesAbortFirstAndTellsOnlyTheOther()
    {
        _participant.Votes["Q"] = new Ballot(Vote.Abort, "locked by another");
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Shapes.Votes, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "Q", "locked by another"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(Decision.Abort, _participant.DecisionOf("order-1"));
        Assert.Equal(["RecordDecision/abort", "UndoP"], _participant.Done.Skip(2));
        Assert.Equal(["P"], outcome.Undone);
    }

    [Fact]
    public async Task TwoPhase_ReadOnlyVoter_IsToldNeitherCommitNorAbort()
    {
        _participant.Votes["P"] = new Ballot(Vote.ReadOnly);
        await using var committing = await Hosts.StartAsync(_participant);
        await committing.RunAsync(Shapes.Votes, new Order(), "order-1");
        var aborting = new Participant();
        aborting.Votes["P"] = new Ballot(Vote.ReadOnly);
        aborting.Votes["Q"] = new Ballot(Vote.Abort);
        await using var host = await Hosts.StartAsync(aborting);

        await host.RunAsync(Shapes.Votes, new Order(), "order-2");

        Assert.Equal(["D", "P", "Q", "RecordDecision"], _participant.Done.Order());
        Assert.Equal(["P", "Q", "RecordDecision/abort"], aborting.Done.Order());
    }

    [Fact]
    public async Task TwoPhase_VoteDoesNotComeInTime_CountsAsAbort()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<Q>(Fault.Pends(TimeSpan.FromMinutes(4)));

        var outcome = await host.RunAsync(Shapes.VotesInAHurry, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "The deadline of 00:10:00 passed."), (outcome.Status, outcome.Reason));
        Assert.Equal(Decision.Abort, _participant.DecisionOf("order-1"));
        Assert.DoesNotContain("C", _participant.Done);
    }

    [Fact]
    public async Task TwoPhase_AbortWasDecidedBefore_CommitIsRefusedAndAllAbort()
    {
        await _participant.DecideAsync("order-1", Decision.Abort, CancellationToken.None);
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Shapes.Votes, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal("Transaction 'order-1' was decided before: Abort.", outcome.Reason);
        Assert.Equal(["P", "Q"], outcome.Undone.Order());
    }

    [Fact]
    public async Task TwoPhase_VotesAbortWithoutAReason_SaysWhoseVoteItWas()
    {
        _participant.Votes["Q"] = new Ballot(Vote.Abort);
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Shapes.Votes, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "Q", "The participant voted to abort."), (outcome.Status, outcome.Step, outcome.Reason));
    }

    [Fact]
    public async Task TwoPhase_CommitWasDecidedBeforeItAborts_IsStuckAndTellsNobodyToAbort()
    {
        _participant.Votes["Q"] = new Ballot(Vote.Abort, "locked by another");
        await _participant.DecideAsync("order-1", Decision.Commit, CancellationToken.None);
        await using var host = await Hosts.StartAsync(_participant);

        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(Shapes.Votes, new Order(), "order-1"));

        Assert.Equal((SagaStatus.Stuck, "RecordDecision: Transaction 'order-1' was to be aborted, but its decision is Commit."), (host.View("order-1").Status, host.View("order-1").Error));
        Assert.DoesNotContain("UndoP", _participant.Done);
    }

    [Fact]
    public async Task TwoPhase_CancelAfterTheDecision_ChangesNothing()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<C>(Fault.Pends(TimeSpan.FromMinutes(10)).Once());
        await host.StartAsync(Shapes.Votes, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("order-1", CancelRequest.Event, new CancelRequest("too late"));
        var outcome = await host.OutcomeOfAsync("order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
    }

    [Fact]
    public async Task TwoPhase_DecisionCannotBeRecorded_IsStuckWithEveryLockHeldAndGoesOnAfterRewind()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<RecordDecision>(Fault.Fails("storage is down"));

        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(Shapes.Votes, new Order(), "order-1"));
        var told = _participant.Done;
        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal(["P", "Q"], told.Order());
        Assert.Equal(SagaStatus.Completed, host.View("order-1").Status);
    }
}
