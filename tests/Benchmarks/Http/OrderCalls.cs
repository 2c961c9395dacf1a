using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Http;

/// <summary>What the callers of order fulfilment ask of the app.</summary>
internal sealed class OrderCalls(HttpClient http)
{
    // Articles and customers enough that orders under way at once hardly meet in a row.
    private const int Pool = 500;
    private const int SetAtOnce = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);

    private readonly ConcurrentQueue<string> _ids = [];

    /// <summary>Of the sagas that were accepted.</summary>
    public IReadOnlyList<string> Ids => [.. _ids];

    public static string SkuOf(int number) => $"sku-{number % Pool:D6}";

    public static string CustomerOf(int number) => $"customer-{number % Pool:D6}";

    public static string OrderOf(string run, int number) => $"{run}-{number:D6}";

    public Task PrepareAsync(CancellationToken cancellationToken) => Load.ForEachAsync(
        async number =>
        {
            using var stock = await http.PutAsJsonAsync($"api/stock/{SkuOf(number)}", new { onHand = 1_000_000 }, cancellationToken);
            using var customer = await http.PutAsJsonAsync($"api/customers/{CustomerOf(number)}", new { balance = 1_000_000m }, cancellationToken);
            stock.EnsureSuccessStatusCode();
            customer.EnsureSuccessStatusCode();
        },
        Pool,
        cancellationToken,
        SetAtOnce);

    /// <returns>The answer's status, and the saga's id where it was accepted.</returns>
    public async Task<(int Status, string? Id)> StartAsync(string run, int number, CancellationToken cancellationToken)
    {
        var order = new
        {
            orderId = OrderOf(run, number),
            customerId = CustomerOf(number),
            lines = new[] { new { sku = SkuOf(number), quantity = 2, unitPrice = 10.00m } },
            address = "1 Main Street",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sagas/order-fulfilment") { Content = JsonContent.Create(order) };
        request.Headers.Add("Idempotency-Key", OrderOf(run, number));
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            return ((int)answer.StatusCode, null);
        }

        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        _ids.Enqueue(id);
        return ((int)answer.StatusCode, id);
    }

    /// <returns>The answer's status.</returns>
    public async Task<int> ReadAsync(string id, string query, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"api/sagas/{id}?{query}", UriKind.Relative), cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Starts orders, and waits until all have ended.</summary>
    /// <returns>What the starts were answered.</returns>
    public async Task<Answers> BurstAsync(string run, int callers, int count, CancellationToken cancellationToken)
    {
        var starts = await Answers.CollectAsync(callers, count, (int)HttpStatusCode.Accepted, async number => (await StartAsync(run, number, cancellationToken)).Status, cancellationToken);
        await WhenEndedAsync(cancellationToken);
        return starts;
    }

    public Task<Answers> ReadAllAsync(string consistency, int callers, int count, CancellationToken cancellationToken)
    {
        var ids = Ids;
        return Answers.CollectAsync(callers, count, (int)HttpStatusCode.OK, number => ReadAsync(ids[number % ids.Count], $"consistency={consistency}&minSequence=1", cancellationToken), cancellationToken);
    }

    /// <summary>Until the task hub has no instance under way; storage is not asked.</summary>
    public async Task WhenEndedAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(_patience);
        while (await http.GetFromJsonAsync<JsonElement[]>("runtime/webhooks/durabletask/instances?runtimeStatus=Pending,Running&top=1", enough.Token) is { Length: > 0 })
        {
            await Task.Delay(_pause, enough.Token);
        }
    }

    /// <summary>How many sagas have ended as they should.</summary>
    public async Task<long> CompletedAsync(CancellationToken cancellationToken)
    {
        var counts = await http.GetFromJsonAsync<JsonElement[]>("api/saga-counts", cancellationToken) ?? [];
        return counts.Where(count => count.GetProperty("status").GetString() == "Completed").Sum(count => count.GetProperty("count").GetInt64());
    }
}
