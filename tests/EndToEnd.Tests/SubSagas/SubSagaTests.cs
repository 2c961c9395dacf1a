using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.SubSagas;

[Trait("Hub", "Core")]
public sealed class SubSagaTests(MoveHost host) : IClassFixture<MoveHost>
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    [LocalFact]
    public async Task Move_AllGoesWell_DoesTheSubSagasStepsAndItsOwn()
    {
        var house = await StartAsync("{}");

        var outcome = await EndedAsync(house, "Completed");

        Assert.Equal("Completed", outcome.GetProperty("status").GetString());
        Assert.Equal(["WrapGlass", "FillBoxes", "BookVan", "DriveVan"], await DoneAsync(house));
    }

    [LocalFact]
    public async Task Move_StepOfTheSubSagaRefused_UndoesWhatTheSubSagaDid()
    {
        var house = await StartAsync("""{"refuses":"FillBoxes"}""");

        var outcome = await EndedAsync(house, "Completed");

        Assert.Equal("Compensated", outcome.GetProperty("status").GetString());
        Assert.Equal(["WrapGlass", "UnwrapGlass"], await DoneAsync(house));
    }

    [LocalFact]
    public async Task Move_RefusedAfterTheSubSagaHasCompleted_UndoesTheWholeSubSagaInReverse()
    {
        var house = await StartAsync("""{"refuses":"DriveVan"}""");

        var outcome = await EndedAsync(house, "Completed");

        Assert.Equal("Compensated", outcome.GetProperty("status").GetString());
        Assert.Equal(["WrapGlass", "FillBoxes", "BookVan", "CancelVan", "EmptyBoxes", "UnwrapGlass"], await DoneAsync(house));
    }

    [LocalFact]
    public async Task Move_StuckInTheSubSaga_GoesOnWhereItStoodOnceTheParentIsRewound()
    {
        var house = await StartAsync("""{"refuses":"DriveVan","breaks":"EmptyBoxes"}""");
        await EndedAsync(house, "Failed");
        var stuck = await DoneAsync(house);

        (await host.App.PutAsync($"api/moves/{house}/mended", "{}")).Expect(HttpStatusCode.NoContent);
        (await host.App.PostAsync($"{Instances}/{house}/rewind?reason=mended")).Expect(HttpStatusCode.Accepted);
        var outcome = await EndedAsync(house, "Completed");

        Assert.Equal(["WrapGlass", "FillBoxes", "BookVan", "CancelVan"], stuck);
        Assert.Equal("Compensated", outcome.GetProperty("status").GetString());
        Assert.Equal(["WrapGlass", "FillBoxes", "BookVan", "CancelVan", "EmptyBoxes", "UnwrapGlass"], await DoneAsync(house));
    }

    private async Task<string> StartAsync(string faults)
    {
        var house = Shop.NewId("house");
        var request = $$"""{"house":"{{house}}"{{(faults == "{}" ? string.Empty : ",")}}{{faults[1..]}}""";
        (await host.App.PostAsync("api/moves", request)).Expect(HttpStatusCode.Accepted);
        return house;
    }

    private async Task<System.Text.Json.JsonElement> EndedAsync(string house, string status)
    {
        var ended = await Poll.UntilAsync($"{status} move of '{house}'", () => host.App.GetAsync($"{Instances}/{house}"), answer => answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("runtimeStatus").GetString() == status);
        return ended.Json.GetProperty("output");
    }

    private async Task<IReadOnlyList<string>> DoneAsync(string house) => (await host.App.GetAsync($"api/moves/{house}")).Expect(HttpStatusCode.OK).Read<string[]>();
}
