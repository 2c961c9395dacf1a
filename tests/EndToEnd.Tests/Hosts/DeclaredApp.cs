using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>An app of a test class's own, whose one participant, the bank, is written in Node.js.</summary>
public sealed class DeclaredApp : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private NodeParticipant? _bank;
    private LocalApp? _local;
    private AppClient? _app;

    internal NodeParticipant Bank => _bank!;

    internal AppClient App => _app!;

    public async ValueTask InitializeAsync()
    {
        if (LocalFactAttribute.IsLocal)
        {
            _bank = await NodeParticipant.StartAsync(CancellationToken.None);
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            _local = await LocalApp.StartAsync(new LocalAppSettings(_azurite.ConnectionString, _workspace.Hub, Participants: new Dictionary<string, Uri> { ["bank"] = Bank.Url }), CancellationToken.None);
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
