using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Loyalty;

[Trait("Hub", "Core")]
public sealed class WaitingApprovalTests(AppHost host)
{
    private const string Approvals = "api/approvals?name=loyalty-membership&pageSize=200";

    [Fact]
    public async Task Approval_ThatWaits_IsListedWithTheLinkThatAnswersItAndThenNeitherListedNorWaitedFor()
    {
        var candidate = new Candidate(host.App);
        var request = $$$"""{"memberId":"{{{candidate.Id}}}","cardNumber":"card-1","points":20000,"faults":{"IssueCard":"fail"}}""";
        var started = (await host.App.PostAsync("api/sagas/loyalty-membership", request)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();
        var listed = await Poll.UntilAsync("approval in the list", () => FindAsync(started.Id), found => found is not null);
        var waiting = await StepAsync(started.Id);

        (await host.App.PostAsync(listed!.Value.GetProperty("link").GetString()![1..], """{"approved":true,"by":"kim"}""")).Expect(HttpStatusCode.Accepted);
        var failing = await candidate.UntilAsync("failing card", started.Id, saga => saga["IssueCard"].Error is not null);
        var answered = await StepAsync(started.Id);

        Assert.Equal(("ClerkApproval", "loyalty-membership"), (listed.Value.GetProperty("step").GetString(), listed.Value.GetProperty("name").GetString()));
        Assert.Equal(("Running", "ClerkApproval", $"/api/sagas/{started.Id}/events/ClerkApproval"), (waiting.GetProperty("status").GetString(), waiting.GetProperty("waitsFor").GetString(), waiting.GetProperty("link").GetString()));
        Assert.Equal(TimeSpan.FromDays(3), waiting.GetProperty("until").GetDateTimeOffset() - waiting.GetProperty("startedAt").GetDateTimeOffset());
        Assert.False(failing.HasEnded);
        Assert.Equal(("Succeeded", false), (answered.GetProperty("status").GetString(), answered.TryGetProperty("waitsFor", out _)));
        Assert.Null(await FindAsync(started.Id));
    }

    private async Task<JsonElement> StepAsync(string id) => (await host.App.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Read<JsonElement>().GetProperty("steps")[0];

    private async Task<JsonElement?> FindAsync(string id)
    {
        var page = (await host.App.GetAsync(Approvals)).Expect(HttpStatusCode.OK).Read<JsonElement>();
        return page.GetProperty("items").EnumerateArray().Where(approval => approval.GetProperty("id").GetString() == id).Select(approval => (JsonElement?)approval).SingleOrDefault();
    }
}
