using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.SubSagas;

/// <summary>A saga whose own code throws: what the engine keeps of that, and what a rewind does with it.</summary>
[Trait("Hub", "Core")]
public sealed class BugTests(MoveHost host) : IClassFixture<MoveHost>
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    private static readonly string[] _doneUntilThen = ["WrapGlass", "FillBoxes", "BookVan", "DriveVan"];

    [LocalFact]
    public async Task Rewind_OfCodeThatThrew_RepeatsNoStepAndGoesOnOnceTheCodeIsMended()
    {
        var house = Shop.NewId("house");
        (await host.App.PostAsync("api/moves", $$"""{"house":"{{house}}","confuses":true}""")).Expect(HttpStatusCode.Accepted);

        var first = await EndedAsync(house);
        await RewindAsync(house);
        var second = await EndedAsync(house);
        var done = await DoneAsync(house);
        (await host.App.PutAsync($"api/moves/{house}/mended", "{}")).Expect(HttpStatusCode.NoContent);
        await RewindAsync(house);
        var third = await EndedAsync(house);

        Assert.Equal(("Failed", "Failed", "Completed"), (first.Status, second.Status, third.Status));
        Assert.Contains("no such door", second.Output, StringComparison.Ordinal);
        // The word by which this app tells it from a saga that is stuck.
        Assert.DoesNotContain(first.Events.Concat(second.Events), type => type is "TaskFailed" or "SubOrchestrationInstanceFailed");
        Assert.Equal(_doneUntilThen, done);
        Assert.Equal([.. _doneUntilThen, "LeaveKeys"], await DoneAsync(house));
    }

    private async Task RewindAsync(string house) => (await host.App.PostAsync($"{Instances}/{house}/rewind?reason=look")).Expect(HttpStatusCode.Accepted);

    // A rewind has left it Pending before it is answered: an end that is seen after that is another one.
    private async Task<End> EndedAsync(string house)
    {
        var ended = await Poll.UntilAsync(
            $"end of the move of '{house}'",
            () => host.App.GetAsync($"{Instances}/{house}?showHistory=true&returnInternalServerErrorOnFailure=false"),
            answer => answer.Status == HttpStatusCode.OK);
        return End.Of(ended.Json);
    }

    private async Task<IReadOnlyList<string>> DoneAsync(string house) =>
        (await host.App.GetAsync($"api/moves/{house}")).Expect(HttpStatusCode.OK).Read<string[]>();

    private sealed record End(string Status, string Output, IReadOnlyList<string> Events)
    {
        public static End Of(JsonElement instance) => new(
            instance.GetProperty("runtimeStatus").GetString()!,
            instance.GetProperty("output").ToString(),
            [.. instance.GetProperty("historyEvents").EnumerateArray().Select(recorded => recorded.GetProperty("EventType").GetString()!)]);
    }
}
