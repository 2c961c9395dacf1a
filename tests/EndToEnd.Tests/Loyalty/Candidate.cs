using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Loyalty;

/// <summary>Somebody who wants to be a member, under an id of their own.</summary>
internal sealed record Candidate(AppClient App)
{
    public string Id { get; } = Shop.NewId("member");

    public async Task<StartAnswer> JoinAsync(string card, string faults = "{}", int points = 500) =>
        (await App.PostAsync("api/sagas/loyalty-membership", $$"""{"memberId":"{{Id}}","cardNumber":"{{card}}","points":{{points}},"faults":{{faults}}}"""))
            .Expect(HttpStatusCode.Accepted).Read<StartAnswer>();

    public async Task<SagaAnswer> SagaAsync(string id) => (await App.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();

    public Task<SagaAnswer> UntilAsync(string what, string id, Predicate<SagaAnswer> isAwaited) => Poll.UntilAsync($"{what} of saga '{id}'", () => SagaAsync(id), isAwaited);

    public async Task AnswerAsync(string id, bool approved) =>
        (await App.PostAsync($"api/sagas/{id}/events/ClerkApproval", $$"""{"approved":{{(approved ? "true" : "false")}},"by":"ann"}""")).Expect(HttpStatusCode.Accepted);

    public Task<SagaAnswer> EndedAsync(string id) => UntilAsync("end", id, saga => saga.HasEnded);

    public Task<MemberAnswer> WithPointsAsync(int points) => Poll.UntilAsync($"member '{Id}' with {points} points", FindAsync, member => member.Points == points);

    public async Task<MemberAnswer> FindAsync()
    {
        var answer = await App.GetAsync($"api/members/{Id}");
        return answer.Status == HttpStatusCode.NotFound ? new MemberAnswer(Id, -1, null, 0) : answer.Expect(HttpStatusCode.OK).Read<MemberAnswer>();
    }

    public async Task MendAsync(string id) => (await App.PutAsync($"api/sagas/{id}/faults", "{}")).Expect(HttpStatusCode.NoContent);

    /// <summary>Rewinds a saga that is stuck, and again whenever it is stuck again, as an operator would on a machine that is too busy, until it is compensated.</summary>
    public async Task<SagaAnswer> RewindAsync(StartAnswer saga)
    {
        await Poll.UntilAsync($"end after a rewind of saga '{saga.Id}'", () => RewoundAsync(saga), instance => instance.RuntimeStatus == "Completed");
        return await UntilAsync("end after the rewind", saga.Id, view => view.Status == "Compensated");
    }

    private async Task<Instance> RewoundAsync(StartAnswer saga)
    {
        var instance = await Instance.EndedAsync(App, saga);
        if (instance.RuntimeStatus == "Failed")
        {
            (await App.PostAsync($"runtime/webhooks/durabletask/instances/{saga.Id}/rewind?reason=mended")).Expect(HttpStatusCode.Accepted);
        }

        return instance;
    }
}
