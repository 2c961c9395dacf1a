using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Loyalty;

/// <summary>An approval that is asked for when it must be, a sub-saga beside a step, and a result.</summary>
[Trait("Hub", "Core")]
public sealed class MembershipTests(AppHost host)
{
    private const int MoreThanNobodyApproves = 20_000;

    [Fact]
    public async Task Membership_OfFewPoints_AsksNobodyAndGivesWhatItsSubSagaMade()
    {
        var candidate = new Candidate(host.App);

        var saga = await candidate.EndedAsync((await candidate.JoinAsync("card-1")).Id);
        var card = await candidate.EndedAsync($"{saga.Id}:card-making");

        Assert.Equal(("Completed", "Skipped"), (saga.Status, saga["ClerkApproval"].Status));
        Assert.Equal($$"""{"memberId":"{{candidate.Id}}","points":500,"inscription":"{{candidate.Id}} card-1"}""", saga.Outcome!.Result?.GetRawText());
        Assert.Equal($$"""{"number":"card-1","inscription":"{{candidate.Id}} card-1"}""", card.Outcome!.Result?.GetRawText());
    }

    [Theory]
    [InlineData(true, "Completed", MoreThanNobodyApproves)]
    [InlineData(false, "Compensated", -1)]
    public async Task Membership_OfManyPoints_WaitsForTheClerk(bool approved, string status, int points)
    {
        var candidate = new Candidate(host.App);
        var started = await candidate.JoinAsync("card-1", points: MoreThanNobodyApproves);
        await candidate.UntilAsync("approval", started.Id, saga => saga["ClerkApproval"].Status == "Running");

        await candidate.AnswerAsync(started.Id, approved);
        var saga = await candidate.EndedAsync(started.Id);

        Assert.Equal((status, points), (saga.Status, (await candidate.FindAsync()).Points));
        Assert.Empty(saga.Outcome!.Undone);
    }
}
