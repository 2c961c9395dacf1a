using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class DeclaredProtocolTests
{
    private readonly Participant _participant = new();

    [Fact]
    public async Task Tcc_AllTriesSucceed_ConfirmsWithWhatTheyAnswered()
    {
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await RunAsync(host, Documents.Tcc);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["flight/confirm", "hotel/confirm"], _participant.Done.Skip(2).Order());
        Assert.Equal("seats/id-of-flight/taken", _participant.Asked["flight/confirm"].Path);
        Assert.Equal("""{"of":"id-of-hotel","arriving":"id-of-flight"}""", _participant.Asked["hotel/confirm"].Body!.Text);
        Assert.Equal((Protocol.Tcc, "trip"), (host.View("tx-1").Saga.Protocol, host.View("tx-1").Saga.Name));
        Assert.Equal(["flight/try", "hotel/try", "flight/confirm", "hotel/confirm"], host.View("tx-1").Steps.Select(step => step.Name));
    }

    [Fact]
    public async Task Tcc_Calls_NameTheBranchTheOperationAndOneExpiry()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(Documents.Tcc);
        host.Faults.On("hotel/try", Fault.Fails().Once());
        var started = host.Time.GetUtcNow();

        await RunAsync(host, Documents.Tcc);

        Assert.Equal(
            [("flight", ParticipantOperation.Confirm, null), ("flight", ParticipantOperation.Try, started.AddDays(1)), ("hotel", ParticipantOperation.Confirm, null), ("hotel", ParticipantOperation.Try, started.AddDays(1))],
            _participant.Asked.OrderBy(asked => asked.Key, StringComparer.Ordinal).Select(asked => (asked.Value.Name, asked.Value.Operation, asked.Value.ReservedUntil)));
    }

    [Fact]
    public async Task Tcc_TryUnknown_CancelsBothAndTellsTheOneWithoutAnswerSo()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(Documents.Tcc);
        host.Faults.On("flight/try", Fault.Fails("no answer").AfterItsWork());

        var outcome = await RunAsync(host, Documents.Tcc);

        Assert.Equal((SagaStatus.Compensated, "flight/try"), (outcome.Status, outcome.Step));
        Assert.Equal(["flight/try", "hotel/try"], outcome.Undone.Order());
        Assert.Equal("""{"of":null}""", _participant.Asked["flight/cancel"].Body!.Text);
    }

    [Theory]
    [InlineData("""{"number":7}""", "There is no '/id' in the result of step 'flight'.")]
    [InlineData("""{"id":"../admin"}""", "'seats/{flight#/id}/taken' must not lead out of the participant's base URL, also not by what it refers to.")]
    [InlineData("""{"id":{}}""", "A path cannot take '/id' in the result of step 'flight': expected text or a number, found Object.")]
    public async Task Tcc_AnswerLacksWhatConfirmNeeds_IsCancelledAndNeverStuckAfterTheDecision(string answer, string reason)
    {
        _participant.Answers["flight/try"] = answer;
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await RunAsync(host, Documents.Tcc);

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.EndsWith($"Participant 'airline' answered Try in a way in which Confirm could not be called: {reason}", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(["flight/cancel", "hotel/cancel"], _participant.Done.Where(activity => activity.EndsWith("cancel", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task TwoPhase_AllVoteCommit_DecidesThenCommits()
    {
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await RunAsync(host, Documents.TwoPhase);

        Assert.Equal((SagaStatus.Completed, Decision.Commit), (outcome.Status, _participant.DecisionOf("tx-1")));
        Assert.Equal(["RecordDecision", "from/commit", "to/commit"], _participant.Done.Skip(2).Order(StringComparer.Ordinal));
        Assert.Equal("RecordDecision", _participant.Done[2]);
        Assert.Equal(["from/prepare", "to/prepare", "RecordDecision", "from/commit", "to/commit"], host.View("tx-1").Steps.Select(step => step.Name));
    }

    [Theory]
    [InlineData("""{"vote":"Abort","reason":"locked by tx-0"}""", "Participant 'bank' voted to abort: locked by tx-0", "from")]
    [InlineData("""{"vote":"Abort"}""", "Participant 'bank' voted to abort.", "from")]
    [InlineData("{}", "answered Prepare without a vote; expected {\"vote\":\"Commit\"}, Abort or ReadOnly.", "from,to")]
    [InlineData("""{"vote":"Perhaps"}""", "answered Prepare without a vote; expected {\"vote\":\"Commit\"}, Abort or ReadOnly.", "from,to")]
    public async Task TwoPhase_VoteIsNoCommit_AbortsAndTellsWhoMayHoldALock(string ballot, string reason, string told)
    {
        _participant.Answers["to/prepare"] = ballot;
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await RunAsync(host, Documents.TwoPhase);

        Assert.Equal((SagaStatus.Compensated, Decision.Abort, "to/prepare"), (outcome.Status, _participant.DecisionOf("tx-1"), outcome.Step));
        Assert.EndsWith(reason, outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(told.Split(',').Select(name => $"{name}/abort"), _participant.Done.Where(activity => activity is "from/abort" or "to/abort").Order());
    }

    [Theory]
    [InlineData("Commit", "to/commit")]
    [InlineData("Abort", "")]
    public async Task TwoPhase_ReadOnlyVoter_IsToldNothing(string other, string told)
    {
        _participant.Answers["from/prepare"] = """{"vote":"ReadOnly"}""";
        _participant.Answers["to/prepare"] = $$"""{"vote":"{{other}}"}""";
        await using var host = await Hosts.StartAsync(_participant);

        await RunAsync(host, Documents.TwoPhase);

        Assert.Equal(told, string.Join(',', _participant.Done.Where(activity => !activity.StartsWith("RecordDecision", StringComparison.Ordinal) && !activity.EndsWith("prepare", StringComparison.Ordinal))));
        var id = host.Calls[0].InstanceId;
        Assert.Equal([true, false], new[] { 0, 1 }.Select(ordinal => host.Views.RowsOf(id).Steps[ordinal].Tries[0].IsReadOnly));
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task TwoPhase_ReadOnlyVoterLacksWhatAnotherRefersTo_AbortsAndIsNeverStuckAfterTheDecision()
    {
        var (from, to) = (Documents.TwoPhase.Participants![0], Documents.TwoPhase.Participants[1]);
        _participant.Answers["from/prepare"] = """{"vote":"ReadOnly"}""";
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await RunAsync(host, Documents.TwoPhase with { Participants = [from, to with { Commit = new DeclaredCall("PUT", "locks/{from#/id}") }] });

        Assert.Equal((SagaStatus.Compensated, "from/prepare", Decision.Abort), (outcome.Status, outcome.Step, _participant.DecisionOf("tx-1")));
    }

    [Fact]
    public async Task TwoPhase_VoteDoesNotComeInTime_CountsAsAbort()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(Documents.TwoPhase);
        host.Faults.On("to/prepare", Fault.Pends(TimeSpan.FromMinutes(50)));

        var outcome = await RunAsync(host, Documents.TwoPhase with { PrepareWithin = "PT10M" });

        Assert.Equal((SagaStatus.Compensated, Decision.Abort, "The deadline of 00:10:00 passed."), (outcome.Status, _participant.DecisionOf("tx-1"), outcome.Reason));
    }

    [Fact]
    public async Task TwoPhase_CommitRefused_IsStuckWithTheTruthAndGoesOnWhenRewound()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(Documents.TwoPhase);
        host.Faults.On("to/commit", Fault.Refuses("no such lock"));

        await host.StartAsync(Documents.TwoPhase, "tx-1");
        var stuck = await host.EndOfAsync("tx-1");
        var view = host.View("tx-1");
        host.Faults.MendAll();
        var end = await host.RewindAsync("tx-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck), (stuck.RuntimeStatus, view.Status));
        Assert.Equal((StepStatus.Succeeded, StepStatus.Stuck), (view.Steps[3].Status, view.Steps[4].Status));
        Assert.Equal(SagaStatus.Completed, end.Status);
        Assert.DoesNotContain("from/abort", _participant.Done);
    }

    [Theory]
    [InlineData("to/prepare", SagaStatus.Compensated)]
    [InlineData("to/commit", SagaStatus.Completed)]
    public async Task TwoPhase_Cancel_CountsBeforeTheDecisionOnly(string waiting, SagaStatus end)
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(Documents.TwoPhase);
        host.Faults.On(waiting, Fault.Pends(TimeSpan.FromMinutes(10)).Once());
        await host.StartAsync(Documents.TwoPhase, "tx-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("tx-1", CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync("tx-1");

        Assert.Equal(end, outcome.Status);
    }

    private static async Task<SagaOutcome> RunAsync(SagaTestHost host, DeclaredTransaction document) => await host.OutcomeOfAsync(await host.StartAsync(document, "tx-1"));
}
