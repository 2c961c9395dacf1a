using System.Net;
using DurableSagas.EmbeddedHost.Azurite;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Declared transactions over a participant in Node.js that misbehaves on order; whatever it does, the cents add up.</summary>
public sealed class DeclaredSagaTests : IAsyncLifetime
{
    private const string Path = "api/transactions";

    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private NodeParticipant? _bank;
    private LocalApp? _local;
    private AppClient? _app;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NodeParticipant Bank => _bank!;

    private AppClient App => _app!;

    public async ValueTask InitializeAsync()
    {
        if (LocalFactAttribute.IsLocal)
        {
            _bank = await NodeParticipant.StartAsync(Token);
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
            _local = await LocalApp.StartAsync(new LocalAppSettings(_azurite.ConnectionString, _workspace.File("hub.db"), Participants: new Dictionary<string, Uri> { ["bank"] = Bank.Url }), Token);
            _app = new AppClient(_local.Url);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _app?.Dispose();
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_bank?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
    }

    [LocalFact]
    public async Task Transfer_ParticipantMisbehavesInEveryWay_EndsAndTheCentsAddUp()
    {
        (Dictionary<string, string[]> Trouble, string Status, int Left)[] cases =
        [
            (new() { }, "Completed", 900),
            (new() { ["withdraw"] = ["500", "down"], ["deposit"] = ["drop", "500"] }, "Completed", 900),
            (new() { ["withdraw"] = ["drop", "garbage"], ["deposit"] = ["slow"] }, "Completed", 900),
            (new() { ["withdraw"] = ["pending", "pending"], ["deposit"] = ["pending", "garbage"] }, "Completed", 900),
            (new() { ["withdraw"] = ["drop", "drop", "drop"] }, "Compensated", 1000),
            (new() { ["withdraw"] = ["down", "down", "down"] }, "Compensated", 1000),
            (new() { ["deposit"] = ["drop", "drop", "drop"], ["deposit/undo"] = ["500", "drop"], ["withdraw/undo"] = ["down", "garbage"] }, "Compensated", 1000),
            (new() { ["deposit"] = ["garbage", "slow", "500"], ["withdraw/undo"] = ["pending", "drop"] }, "Compensated", 1000),
        ];

        foreach (var (trouble, status, left) in cases)
        {
            var (from, to) = (Shop.NewId("from"), Shop.NewId("to"));
            await Bank.PutBalanceAsync(from, 1000);
            await Bank.PutBalanceAsync(to, 0);
            await Bank.MisbehaveAsync(trouble);

            var saga = await EndedAsync(Transfer(from, to, 100));

            var said = $"{string.Join("; ", trouble.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}"))}: {saga.Outcome?.Reason}";
            Assert.Equal((said, status, left, 1000 - left), (said, saga.Status, await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
        }
    }

    [LocalFact]
    public async Task Transfer_Refused_IsNotRetriedAndQuotesTheParticipant()
    {
        var (from, to) = (Shop.NewId("from"), Shop.NewId("to"));
        await Bank.PutBalanceAsync(from, 5);
        await Bank.PutBalanceAsync(to, 0);

        var saga = await EndedAsync(Transfer(from, to, 100));

        Assert.Equal(("Compensated", "take", 1), (saga.Status, saga.Outcome!.Step, saga["take"].Attempts));
        Assert.Contains("has too little", saga.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal((5, 0), (await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
    }

    [LocalFact]
    public async Task Transfer_CompensationNeverWorks_IsStuckAndGoesOnWhenRewound()
    {
        var (from, to) = (Shop.NewId("from"), Shop.NewId("to"));
        await Bank.PutBalanceAsync(from, 1000);
        await Bank.PutBalanceAsync(to, 0);
        await Bank.MisbehaveAsync(new() { ["deposit"] = ["down", "down", "down"], ["withdraw/undo"] = ["500", "500", "500"] });

        var stuck = await EndedAsync(Transfer(from, to, 100).Replace("\"compensationRetry\":{", "\"compensationRetry\":{\"maxAttempts\":3,", StringComparison.Ordinal));
        // The view says so just before the last attempt; the instance can be rewound when that has failed.
        await Poll.UntilAsync("rewind", () => App.PostAsync($"runtime/webhooks/durabletask/instances/{stuck.Id}/rewind?reason=mended"), answer => answer.Status == HttpStatusCode.Accepted);
        var saga = await new Shop(App).UntilAsync("end after the rewind", stuck.Id, view => view.Status == "Compensated");

        Assert.Equal(("Stuck", "Stuck"), (stuck.Status, stuck["take"].Status));
        Assert.Equal(["give", "take"], saga.Outcome!.Undone);
        Assert.Equal((1000, 0), (await Bank.BalanceAsync(from), await Bank.BalanceAsync(to)));
    }

    [LocalFact]
    public async Task Document_ManyFaults_NamesEachByItsPointer()
    {
        var schema = await App.PostAsync(Path, """{"protocol":"sga","name":"Move","steps":[{"name":"take","participant":"bank","action":{"method":"FETCH","path":"a"},"foo":1},{"name":"x","participant":"bank"}]}""");
        var both = await App.PostAsync(Path, """{"protocol":"saga","name":"Move","foo":1,"steps":[{"name":"take","participant":"nobody","action":{"method":"POST","path":"a"},"after":["zz"]}]}""");
        var meaning = await App.PostAsync(Path, """{"protocol":"saga","name":"move","steps":[{"name":"take","participant":"nobody","action":{"method":"POST","path":"../a","body":{"x":{"$result":"give#/y"}}}},{"name":"give","participant":"bank","action":{"method":"POST","path":"b"},"after":["zz"]}]}""");

        Assert.Equal(["/name", "/protocol", "/steps/0/action/method", "/steps/0/foo", "/steps/1/action"], Pointers(schema));
        Assert.Equal(["/foo", "/name", "/steps/0", "/steps/0/participant"], Pointers(both));
        Assert.Equal(["/steps/0/action/body/x", "/steps/0/action/path", "/steps/0/participant", "/steps/1"], Pointers(meaning));
    }

    private static IEnumerable<string> Pointers(Answer answer) =>
        answer.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);

    private static string Transfer(string from, string to, int amount) =>
        """
        {"protocol":"saga","name":"transfer","steps":[
          {"name":"take","participant":"bank","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},"compensationRetry":{"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/FROM/withdraw","body":{"amount":AMOUNT}},
           "compensation":{"method":"POST","path":"accounts/FROM/withdraw/undo","body":{"amount":AMOUNT}}},
          {"name":"give","participant":"bank","kind":"Pivot","timeout":"PT2S","retry":{"firstDelay":"PT0.1S"},"compensationRetry":{"firstDelay":"PT0.1S"},
           "action":{"method":"POST","path":"accounts/TO/deposit","body":{"amount":AMOUNT,"of":{"$result":"take#/id"}}},
           "compensation":{"method":"POST","path":"accounts/TO/deposit/undo","body":{"amount":AMOUNT}}}]}
        """.Replace("FROM", from, StringComparison.Ordinal).Replace("TO", to, StringComparison.Ordinal).Replace("AMOUNT", $"{amount}", StringComparison.Ordinal);

    private async Task<SagaAnswer> EndedAsync(string document)
    {
        var started = (await App.PostAsync(Path, document)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();
        return await new Shop(App).EndedAsync(started.Id);
    }
}
