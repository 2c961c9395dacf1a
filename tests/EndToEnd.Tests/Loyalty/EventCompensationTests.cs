using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Loyalty;

[Trait("Hub", "Core")]
public sealed class EventCompensationTests(AppHost host)
{
    [Fact]
    public async Task Membership_CardRefused_TakesThePointsBackByAnEvent()
    {
        var candidate = new Candidate(host.App);
        var first = await candidate.EndedAsync((await candidate.JoinAsync("card-1")).Id);

        var second = await candidate.JoinAsync("card-2");
        var saga = await candidate.EndedAsync(second.Id);

        var instance = await Instance.EndedAsync(host.App, second);
        Assert.Equal(("Completed", "Compensated", $"Member '{candidate.Id}' has card 'card-1' already."), (first.Status, saga.Status, saga.Outcome!.Reason));
        Assert.Equal(["GrantPoints", "card-making/EngraveCard", "card-making/TakeBlankCard"], saga.Outcome.Undone.Order(StringComparer.Ordinal));
        Assert.Equal(["GrantPoints", "IssueCard", "RequestCompensation", "RequestCompensation", "RecordTimeline"], instance.Activities);
        Assert.Equal(new MemberAnswer(candidate.Id, 500, "card-1", 4), await candidate.FindAsync());
    }

    [Fact]
    public async Task Consumer_FailsThreeTimes_IsDeliveredToAgainUntilItWorks()
    {
        var candidate = new Candidate(host.App);

        var started = await candidate.JoinAsync("card-1", """{"IssueCard":"refuse","GrantPoints/consumer":"fail:3"}""");
        var saga = await candidate.EndedAsync(started.Id);

        Assert.Equal(("Compensated", "Compensated"), (saga.Status, saga["GrantPoints"].Status));
        Assert.Equal(new MemberAnswer(candidate.Id, 0, null, 2), await candidate.FindAsync());
    }

    [Theory]
    [InlineData("fail", "failed", 500)]
    [InlineData("fail-after", "failed after its work", 0)]
    public async Task Consumer_FailsAtEveryDelivery_IsStuckWithItsErrorAndGoesOnAfterItIsMendedAndRewound(string fault, string what, int pointsMeanwhile)
    {
        var candidate = new Candidate(host.App);
        var started = await candidate.JoinAsync("card-1", $$"""{"IssueCard":"refuse","GrantPoints/consumer":"{{fault}}"}""");
        var stuck = await candidate.EndedAsync(started.Id);
        // Its last attempt looks on for a while: mended earlier, it would need no rewind.
        var instance = await Instance.EndedAsync(host.App, started);
        var meanwhile = await candidate.FindAsync();

        await candidate.MendAsync(started.Id);
        var saga = await candidate.RewindAsync(started);

        Assert.Equal(("Stuck", "Stuck", "Failed", pointsMeanwhile), (stuck.Status, stuck["GrantPoints"].Status, instance.RuntimeStatus, meanwhile.Points));
        Assert.StartsWith($"GrantPoints: Its message was given up after 5 deliveries. The consumer's last error: Injected fault: GrantPoints/consumer {what} at attempt 5.", stuck.Error, StringComparison.Ordinal);
        Assert.EndsWith(" It was published to queue 'take-points-back' once more, and is not acknowledged yet.", stuck.Error, StringComparison.Ordinal);
        Assert.Contains("GrantPoints", saga.Outcome!.Undone);
        Assert.Equal(new MemberAnswer(candidate.Id, 0, null, 2), await candidate.FindAsync());
    }

    [Fact]
    public async Task Acknowledgement_AssertedTwiceByAnEvent_IsNotBelieved()
    {
        var candidate = new Candidate(host.App);
        var started = await candidate.JoinAsync("card-1", """{"IssueCard":"refuse","GrantPoints/consumer":"hang"}""");
        await candidate.WithPointsAsync(0);

        foreach (var _ in new[] { 1, 2 })
        {
            (await host.App.PostAsync(started.SendEvent("Compensation-GrantPoints"), """{"isAcknowledged":true}""")).Expect(HttpStatusCode.Accepted);
        }

        // It is asked, and then for each event it is looked whether there is an acknowledgement.
        var instance = await Poll.UntilAsync("looks", () => InstanceAsync(started), instance => instance.Activities.Count(activity => activity == "RequestCompensation") == 3);
        Assert.Equal(("Running", "Compensating"), (instance.RuntimeStatus, (await candidate.SagaAsync(started.Id)).Status));
    }

    private async Task<Instance> InstanceAsync(StartAnswer started) => (await host.App.GetAsync(started.StatusWithHistory)).Read<Instance>();
}
