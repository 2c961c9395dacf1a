using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Routes;

namespace DurableSagas.EndToEnd.Tests.Management;

/// <summary>Sagas that are started through the management API, which asks no starter.</summary>
public sealed class ForeignStartTests(AppHost host)
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    private static readonly (string Saga, string Orchestrator)[] _sagas =
    [
        ("card-making", "CardMakingOrchestrator"),
        ("loyalty-membership", "LoyaltyOrchestrator"),
        ("order-fulfilment", "OrderFulfilmentOrchestrator"),
        ("transfer-2pc", "TransferTwoPhaseOrchestrator"),
        ("transfer-saga", "TransferOrchestrator"),
        ("transfer-tcc", "TransferTccOrchestrator"),
        ("trip-booking", "TripBookingOrchestrator"),
    ];

    private const int AtOnce = 16;

    private static readonly string[] _texts = ["", "a/b", "a\\b", "a#b", "a?b", "a\u0001b", "a\u0085b", "a\n", "a%b", "😀", new('x', 600), new('\'', 200), new('汉', 40_000)];

    // Those that the Durable extension takes.
    private static readonly string[] _ids = ["'", "%", "|", "^", " ", "汉", "😀", "+", "~", ".", "x.", "' or '1' eq '1"];

    [FileHubFact]
    public async Task Start_WithAFieldThatIsNoTableKey_EndsWithoutBeingStuck()
    {
        var contract = await Contract.ReadAsync(host.App);
        Assert.Equal(_sagas.Select(saga => saga.Saga), contract.Operations.Where(operation => operation.Path.StartsWith("/sagas/", StringComparison.Ordinal) && !operation.Path.Contains('{', StringComparison.Ordinal)).Select(operation => operation.Path["/sagas/".Length..]).Order(StringComparer.Ordinal));
        var starts = from saga in _sagas
                     let example = contract.Operations.Single(operation => operation.Path == $"/sagas/{saga.Saga}").Example!
                     from path in PathsOf(JsonNode.Parse(example)!, [])
                     from text in _texts
                     select (saga.Orchestrator, Id: Shop.NewId("foreign"), Body: With(example, path, text), What: $"{saga.Saga}, {string.Join('.', path)} = '{text[..Math.Min(text.Length, 10)]}' ({text.Length})");

        Assert.Equal([], await StuckAsync(starts));
    }

    [FileHubFact]
    public async Task Start_WithAnIdThatIsHardlyATableKey_EndsWithoutBeingStuck()
    {
        var contract = await Contract.ReadAsync(host.App);
        var starts = from saga in _sagas
                     let example = contract.Operations.Single(operation => operation.Path == $"/sagas/{saga.Saga}").Example!
                     from text in _ids
                     from length in new[] { text.Length, 98, 250 }
                     // Each saga of its own: the task hub takes an id once.
                     let id = $"{Array.IndexOf(_sagas, saga)}{string.Concat(Enumerable.Repeat(text, length / text.Length))}"
                     select (saga.Orchestrator, Id: id, Body: example, What: $"{saga.Saga}, id '{id}'");

        Assert.Equal([], await StuckAsync(starts));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"orderId":null,"customerId":"c","lines":[],"address":"a"}""")]
    [InlineData("""{"orderId":"o","customerId":"c","lines":[null],"address":"a"}""")]
    public async Task Start_WithARequestThatIsNone_EndsAndCallsNothing(string body)
    {
        var end = await EndAsync("OrderFulfilmentOrchestrator", Shop.NewId("foreign"), body);

        Assert.Contains(end.Expect(HttpStatusCode.OK).Json.GetProperty("runtimeStatus").GetString(), new[] { "Failed", "Completed" });
        Assert.DoesNotContain("\"succeeded\"", end.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"unknown\"", end.Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<IReadOnlyList<string>> StuckAsync(IEnumerable<(string Orchestrator, string Id, string Body, string What)> starts)
    {
        ConcurrentBag<string> stuck = [];
        await Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (start, _) =>
        {
            var end = await EndAsync(start.Orchestrator, start.Id, start.Body);
            if (end.Status != HttpStatusCode.OK || end.Json.GetProperty("runtimeStatus").GetString() != "Completed")
            {
                stuck.Add($"{start.What}: {end}");
            }
        });
        return [.. stuck];
    }

    private async Task<Answer> EndAsync(string orchestrator, string id, string body)
    {
        (await host.App.PostAsync($"runtime/webhooks/durabletask/orchestrators/{orchestrator}/{Uri.EscapeDataString(id)}", body)).Expect(HttpStatusCode.Accepted);
        return await Poll.UntilAsync($"end of '{id}', {body}", () => host.App.GetAsync($"{Instances}/{Uri.EscapeDataString(id)}?returnInternalServerErrorOnFailure=false"), answer => answer.Status != HttpStatusCode.Accepted);
    }

    private static IEnumerable<string[]> PathsOf(JsonNode node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => PathsOf(member.Value!, [.. path, member.Key])),
        JsonArray items => PathsOf(items[0]!, [.. path, "0"]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [path],
        _ => [],
    };

    private static string With(string example, string[] path, string text)
    {
        var body = JsonNode.Parse(example)!;
        var parent = path[..^1].Aggregate(body, (node, step) => node is JsonArray items ? items[0]! : node[step]!);
        parent[path[^1]] = text;
        return body.ToJsonString();
    }
}
