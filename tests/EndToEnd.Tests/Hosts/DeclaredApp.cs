using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>An app of a test class's own, whose one participant, the bank, is written in Node.js.</summary>
public sealed class DeclaredApp : OwnApp
{
    private NodeParticipant? _bank;

    internal NodeParticipant Bank => _bank!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_bank?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private protected override async Task<LocalAppSettings> SettingsAsync()
    {
        _bank = await NodeParticipant.StartAsync(CancellationToken.None);
        return new LocalAppSettings(Storage, Hub, Participants: new Dictionary<string, Uri> { ["bank"] = Bank.Url });
    }

    /// <summary>Two new accounts at the bank.</summary>
    internal async Task<(string From, string To)> OpenAccountsAsync(int balance)
    {
        var (from, to) = (Shop.NewId("from"), Shop.NewId("to"));
        await Bank.PutBalanceAsync(from, balance);
        await Bank.PutBalanceAsync(to, 0);
        return (from, to);
    }

    internal async Task<string> StartAsync(string document) => (await App.PostAsync("api/transactions", document)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;

    internal async Task<SagaAnswer> EndedAsync(string document) => await new Shop(App).EndedAsync(await StartAsync(document));

    internal async Task<SagaAnswer> RewoundAsync(string id, string status)
    {
        // The view says that a saga is stuck just before the last attempt; the instance can be rewound when that has failed.
        await Poll.UntilAsync("rewind", () => App.PostAsync($"runtime/webhooks/durabletask/instances/{id}/rewind?reason=mended"), answer => answer.Status == HttpStatusCode.Accepted);
        return await new Shop(App).UntilAsync("end after the rewind", id, view => view.Status == status);
    }
}
