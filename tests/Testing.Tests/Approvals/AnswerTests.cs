using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Tests.Functions;
using DurableSagas.Testing.Tests.Leaves;

namespace DurableSagas.Testing.Tests.Approvals;

public sealed class AnswerTests
{
    private const string Id = "leave-1";

    [Theory]
    [InlineData(true, SagaStatus.Completed, null)]
    [InlineData(false, SagaStatus.Compensated, "ann said no: too many.")]
    public async Task Answer_WhileItIsWaitedFor_IsTakenAtOnce(bool approved, SagaStatus end, string? reason)
    {
        await using var host = await Hosts.StartAsync();
        var started = host.Time.GetUtcNow();
        await host.StartAsync(LeaveSaga.Definition, new TakeLeave(), Id);

        await host.AnswerAsync(Id, LeaveSaga.Manager, approved, "ann", "too many");

        var outcome = await host.OutcomeOfAsync(Id);
        Assert.Equal((end, reason), (outcome.Status, outcome.Reason));
        Assert.Equal([new ApprovalRecord(LeaveSaga.Manager, approved, "ann", started, "too many")], outcome.Approvals);
        Assert.Equal(started, host.Time.GetUtcNow());
    }

    [Fact]
    public async Task Answer_BeforeTheSagaAsksForIt_IsKept()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<BookDays>(Fault.Pends(TimeSpan.FromHours(1)).Once());
        await host.StartAsync(LeaveSaga.Definition, new TakeLeave(), Id);

        await host.AnswerAsync(Id, "manager", approved: true, "ann");

        Assert.Equal(SagaStatus.Completed, (await host.OutcomeOfAsync(Id)).Status);
    }

    [Fact]
    public async Task Answer_OfASagaThatThereIsNot_NamesIt() => await MustRefuseAsync(
        "leave-2", LeaveSaga.Manager, "There is no instance 'leave-2', so nobody can answer its approval 'Manager'.");

    [Fact]
    public async Task Answer_ByANameThatIsNone_SaysWhatTheSagaHasAndWaitsFor() => await MustRefuseAsync(
        Id, "Clerk", "Saga 'leave' of instance 'leave-1' has no approval 'Clerk'. It has: Manager. It waits for: Manager.");

    [Fact]
    public async Task Answer_ASecondTime_IsRefused()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(LeaveSaga.Definition, new TakeLeave(), Id);
        host.Faults.On<TellPayroll>(Fault.Pends(TimeSpan.FromHours(1)).Once());
        await host.AnswerAsync(Id, LeaveSaga.Manager, approved: true, "ann");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AnswerAsync(Id, LeaveSaga.Manager, approved: false, "kim"));

        Assert.Equal("Approval 'Manager' of instance 'leave-1' can no longer be answered: it is Succeeded. It waits for none now.", refused.Message);
    }

    [Fact]
    public async Task Answer_OfASagaThatHasEnded_IsRefused()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(LeaveSaga.Definition, new TakeLeave(), Id);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AnswerAsync(Id, LeaveSaga.Manager, approved: true, "ann"));

        Assert.Equal("Approval 'Manager' of instance 'leave-1' can no longer be answered: the instance is Completed.", refused.Message);
    }

    [Fact]
    public async Task Answer_OfAnOrchestratorThatIsNoSaga_SaysHowTheEventIsRaised()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(nameof(Flows.Listen));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AnswerAsync("flow-1", "Word", approved: true, "ann"));

        Assert.StartsWith("Instance 'flow-1' runs orchestrator 'Listen', of whose definition the kit knows nothing. Raise the event 'Word'", refused.Message, StringComparison.Ordinal);
    }

    // Both before and after the commit that would record it.
    [Fact]
    public async Task Answer_OverWhichTheHostCrashes_CountsOnceAllTheSame()
    {
        foreach (var after in new[] { false, true })
        {
            await using var host = await Hosts.StartAsync();
            await host.StartAsync(LeaveSaga.Definition, new TakeLeave(), Id);
            await host.WhenIdleAsync();
            if (after)
            {
                host.Faults.CrashAfterCommit(1);
            }
            else
            {
                host.Faults.CrashBeforeCommit(1);
            }

            await host.AnswerAsync(Id, LeaveSaga.Manager, approved: true, "ann");

            var outcome = await host.OutcomeOfAsync(Id);
            Assert.Equal((1, SagaStatus.Completed), (host.Crashes, outcome.Status));
            Assert.Single(outcome.Approvals!);
        }
    }

    [Theory]
    [InlineData(true, SagaStatus.Completed, 0)]
    [InlineData(false, SagaStatus.Compensated, 0)]
    [InlineData(null, SagaStatus.Compensated, 7)]
    public async Task StandingAnswer_IsGivenAsSoonAsItIsWaitedFor(bool? approved, SagaStatus end, int days)
    {
        await using var host = await Hosts.StartAsync();
        var started = host.Time.GetUtcNow();
        host.Approvals.On(LeaveSaga.Manager, approved is { } answer ? new ApprovalAnswer(answer, "ann") : null);

        var outcome = await host.RunAsync(LeaveSaga.Definition, new TakeLeave(), Id);

        Assert.Equal((end, TimeSpan.FromDays(days)), (outcome.Status, host.Time.GetUtcNow() - started));
        Assert.Equal(approved, outcome.Approvals?.Single().Approved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StandingAnswer_OverWhichTheHostCrashes_IsGivenOnceAllTheSame(bool isAfter)
    {
        var commit = 0;
        for (var hasCrashed = true; hasCrashed;)
        {
            await using var host = await Hosts.StartAsync();
            host.Approvals.On(LeaveSaga.Manager, new ApprovalAnswer(Approved: true, "ann"));
            Action<int> crash = isAfter ? host.Faults.CrashAfterCommit : host.Faults.CrashBeforeCommit;
            crash(++commit);

            var outcome = await host.RunAsync(LeaveSaga.Definition, new TakeLeave(), Id);

            Assert.Equal(SagaStatus.Completed, outcome.Status);
            Assert.Single(outcome.Approvals!);
            hasCrashed = host.Crashes > 0;
        }

        Assert.InRange(commit, 10, 30);
    }

    [Fact]
    public async Task StandingAnswer_ToAnApprovalThatNoDefinitionHas_IsRefusedAndSaysWhichThereAre()
    {
        await using var host = await Hosts.StartAsync();

        var refused = Assert.Throws<ArgumentException>(() => host.Approvals.On("Clerk", null));

        Assert.StartsWith("There is no approval 'Clerk'. Known: ClerkApproval, Manager.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandingAnswer_OfADefinitionThatIsNoneOfTheApps_IsTakenOnceItIsRegistered()
    {
        var asked = Saga.For<TakeLeave>("asked").Approval("Clerk", TimeSpan.FromDays(1)).Pivot<TellPayroll>().Build();
        await using var host = await Hosts.StartAsync();
        host.Register(asked);

        host.Approvals.On("Clerk", new ApprovalAnswer(Approved: true, "ann"));

        Assert.Equal(SagaStatus.Completed, (await host.RunAsync(asked, new TakeLeave())).Status);
    }

    private static async Task MustRefuseAsync(string id, string approval, string message)
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(LeaveSaga.Definition, new TakeLeave(), Id);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AnswerAsync(id, approval, approved: true, "ann"));

        Assert.Equal(message, refused.Message);
        Assert.Equal("Nobody answered within 7.00:00:00.", (await host.OutcomeOfAsync(Id)).Reason);
    }
}
