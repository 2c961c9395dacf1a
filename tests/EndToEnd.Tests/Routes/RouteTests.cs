using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Security;

namespace DurableSagas.EndToEnd.Tests.Routes;

public sealed class RouteTests(KeyedApp keyed) : IClassFixture<KeyedApp>
{
    private const int BadRequests = 5000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task BadRequests_OverAllRoutes_AreRefusedAndChangeNothing()
    {
        using var caller = keyed.Caller;
        var contract = await Contract.ReadAsync(caller);
        await (await Shop.OpenAsync(caller)).RunAsync((await Shop.OpenAsync(caller)).Order());
        var before = await keyed.SnapshotAsync();

        var answers = await AnswersAsync(contract);

        Assert.Equal(BadRequests, answers.Count);
        Assert.DoesNotContain(answers, answer => answer.Status >= HttpStatusCode.InternalServerError);
        Assert.DoesNotContain(answers, answer => answer.Verb != HttpMethod.Get && answer.Status < HttpStatusCode.BadRequest);
        Assert.All(contract.Operations.Select(operation => operation.Verb).Distinct(), verb => Assert.Contains(answers, answer => answer.Verb == verb && answer.Status == HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("api/health")).Status);
        Assert.Equal(before.Rows, (await keyed.SnapshotAsync()).Rows);
    }

    [LocalFact]
    public async Task Queries_SentTwice_ChangeNothing()
    {
        using var caller = keyed.Caller;
        using var anyone = keyed.Anyone;
        var shop = await Shop.OpenAsync(caller);
        var order = shop.Order();
        var saga = await shop.RunAsync(order);
        // The view is written by the last activity; its instance ends after it.
        await Poll.UntilAsync("end of the instance", () => anyone.GetAsync($"runtime/webhooks/durabletask/instances/{saga.Id}?code={KeyedApp.SystemKey}"), answer => answer.Status == HttpStatusCode.OK);
        var contract = await Contract.ReadAsync(caller);
        var before = await keyed.SnapshotAsync();

        List<(string Path, HttpStatusCode Status)> answers = [];
        foreach (var path in contract.Queries.SelectMany(query => PathsOf(query.Path, saga.Id, order)).Concat([$"/sagas/{saga.Id}?consistency=strong", $"/sagas/{saga.Id}?consistency=session&minSequence=1"]))
        {
            answers.Add((path, (await caller.GetAsync($"api{path}")).Status));
            answers.Add((path, (await caller.GetAsync($"api{path}")).Status));
        }

        Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.OK) >= 22, string.Join('\n', answers));
        var after = await keyed.SnapshotAsync();
        Assert.Equal(before.Rows, after.Rows);
        Assert.Equal(before.Files, after.Files);
    }

    [LocalFact]
    public async Task Functions_OfTheContract_AskForAKeyButHealthAndThePage()
    {
        using var caller = keyed.Caller;
        using var anyone = keyed.Anyone;

        foreach (var operation in (await Contract.ReadAsync(caller)).Operations)
        {
            var answer = await anyone.SendAsync(operation.Verb, $"api{operation.Path.Replace('{', 'x').Replace('}', 'x')}", operation.Example);

            Assert.Equal((operation.Path, operation.Path switch { "/health" or "/ui" => HttpStatusCode.OK, "/ui/{file}" => HttpStatusCode.NotFound, _ => HttpStatusCode.Unauthorized }), (operation.Path, answer.Status));
        }
    }

    private async Task<IReadOnlyCollection<(HttpMethod Verb, HttpStatusCode Status)>> AnswersAsync(Contract contract)
    {
        ConcurrentBag<(HttpMethod Verb, HttpStatusCode Status)> answers = [];
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = keyed.Url };
        http.DefaultRequestHeaders.Add("x-functions-key", KeyedApp.Key);
        await Parallel.ForAsync(0, BadRequests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (seed, token) =>
        {
            using var request = new BadRequest(contract, seed).Make();
            using var response = await http.SendAsync(request, token);
            var text = await response.Content.ReadAsStringAsync(token);
            Assert.False((int)response.StatusCode >= 500 || text.Contains("   at ", StringComparison.Ordinal) || (request.Method != HttpMethod.Get && response.IsSuccessStatusCode), $"Seed {seed}, {request.Method} {request.RequestUri}: {(int)response.StatusCode} {text}");
            answers.Add((request.Method, response.StatusCode));
        });
        return answers;
    }

    // Each id that might fit: what one route knows, another does not.
    private static IEnumerable<string> PathsOf(string template, string sagaId, Order order) => template.Contains('{', StringComparison.Ordinal)
        ? new[] { sagaId, order.OrderId, order.CustomerId, order.Lines[0].Sku }.Select(id => string.Join('/', template.Split('/').Select(part => part.StartsWith('{') ? id : part)))
        : [template];
}
