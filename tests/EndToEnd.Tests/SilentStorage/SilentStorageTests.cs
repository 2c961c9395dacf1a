using System.Net;
using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Routes;

namespace DurableSagas.EndToEnd.Tests.SilentStorage;

public sealed class SilentStorageTests
{
    // Ten seconds are a caller's due, or its own wait; the rest is for a machine that does other things besides.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _patienceOfAShortWait = TimeSpan.FromSeconds(8);

    private static readonly string[] _consistencies = ["eventual", "session&minSequence=1", "strong"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Routes_OfTheContract_AreAllAnsweredInTime()
    {
        using var workspace = new Workspace();
        await using var storage = await SilentAccount.StartAsync(Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(storage.ConnectionString, workspace.Hub, WorksOffQueues: true), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        var id = (await shop.StartAsync(shop.Order().With("ChargePayment", "hang"))).Id;
        var calls = (await Contract.ReadAsync(app)).Operations.SelectMany(operation => CallsOf(operation, id)).ToArray();

        storage.FallSilent();
        var answers = await Task.WhenAll(calls.Select(call => AnswerAsync(local.Url, call)));

        Assert.True(calls.Length > 40, $"Expected every route of the contract, found {calls.Length} calls.");
        Assert.Equal([], answers.Where(answer => !answer.IsFit).Select(answer => answer.ToString()));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    private static IEnumerable<Call> CallsOf(Operation operation, string id)
    {
        var path = $"api{string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? id : part))}";
        yield return new Call(operation, path, _patience);
        if (operation.Query.Contains("wait"))
        {
            yield return new Call(operation, $"{path}?wait=2", _patienceOfAShortWait);
            yield return new Call(operation, $"{path}?wait=0", _patienceOfAShortWait);
        }

        if (operation.Query.Contains("consistency"))
        {
            foreach (var consistency in _consistencies)
            {
                yield return new Call(operation, $"{path}?consistency={consistency}", _patience);
            }
        }

        foreach (var filter in operation.Query.Contains("status") ? new[] { "status=Stuck", "pageSize=200", "from=2026-01-01" } : [])
        {
            yield return new Call(operation, $"{path}?{filter}", _patience);
        }
    }

    private static async Task<Told> AnswerAsync(Uri url, Call call)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = call.Patience };
        using var request = new HttpRequestMessage(call.Operation.Verb, call.Path);
        if (call.Operation.Example is { } example)
        {
            request.Content = new StringContent(example, Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await http.SendAsync(request, Token);
            return new Told(call, response.StatusCode, response.Headers.Contains("Retry-After"), await response.Content.ReadAsStringAsync(Token));
        }
        catch (TaskCanceledException) when (!Token.IsCancellationRequested)
        {
            return new Told(call, null, false, $"no answer in {call.Patience}");
        }
    }

    private sealed record Call(Operation Operation, string Path, TimeSpan Patience);

    private sealed record Told(Call Call, HttpStatusCode? Status, bool SaysWhen, string Text)
    {
        // What needs no storage is answered as ever; health says 503 by itself.
        public bool IsFit => Status is < HttpStatusCode.InternalServerError || (Status == HttpStatusCode.ServiceUnavailable && (SaysWhen || Call.Operation.Path == "/health"));

        public override string ToString() => $"{Call.Operation.Verb} {Call.Path}: {Status?.ToString() ?? "nothing"}, {Text}";
    }
}
