using System.Text.RegularExpressions;
using Azure.Core;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests.Lists;

public sealed partial class ListCostTests(AzuriteStorage azurite)
{
    private const int Few = 50;
    private const int Many = 3_000;
    private static readonly DateTimeOffset _noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _name = $"cost-{Guid.NewGuid():N}";
    private readonly CountedRequests _requests = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_SixtyTimesAsManySagas_TakesTheSameRequests()
    {
        var seed = new IndexSeed(azurite.Tables);
        await seed.AddAsync(Entries(0, Few), Token);
        var few = await CostsAsync();

        await seed.AddAsync(Entries(Few, Many), Token);
        var many = await CostsAsync();

        Assert.Equal(few, many);
        Assert.All(few.Values, requests => Assert.Equal(IndexRow.Buckets, requests));
    }

    [Fact]
    public async Task Record_ManySagasAtOnce_RepeatsNoTransaction()
    {
        var index = new SagaIndex(azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry), TimeProvider.System);

        await Task.WhenAll(Entries(0, Few).Select(entry => index.RecordAsync(entry, Token)));

        Assert.Equal(Few, _requests.Take().Count(url => url.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal)));
    }

    // Each request must be one range of keys: Azurite reads a whole table in one request where Azure answers a piece at a time.
    private async Task<Dictionary<string, int>> CostsAsync()
    {
        var tables = azurite.TablesWith(_requests, HttpPipelinePosition.PerRetry);
        var lists = new SagaLists(tables, new ContinuationTokens(tables));
        Dictionary<string, int> costs = [];
        foreach (var (key, filter) in Filters())
        {
            var first = await PageAsync(lists, filter, null);
            _requests.Take();
            await PageAsync(lists, filter, first.ContinuationToken);
            var requests = _requests.Take();
            Assert.All(requests, url => Assert.Matches(OneRange(), Uri.UnescapeDataString(url.Query)));
            costs[key] = requests.Count;
        }

        _requests.Take();
        await lists.CountAsync(Token);
        costs["counts"] = _requests.Take().Count;
        return costs;
    }

    private static async Task<SagaPage> PageAsync(SagaLists lists, SagaFilter filter, string? continuationToken)
    {
        var page = await lists.ListAsync(filter, 10, continuationToken, Token);
        Assert.NotEmpty(page.Items);
        Assert.All(page.Items, saga => Assert.True(
            (filter.Name is null || saga.Name == filter.Name) && (filter.Status is null || saga.Status == filter.Status) && (filter.From is null || saga.CreatedAt >= filter.From)));
        return page;
    }

    private IEnumerable<(string, SagaFilter)> Filters() =>
        from name in new[] { null, _name }
        from status in new SagaStatus?[] { null, SagaStatus.Completed, SagaStatus.Stuck, SagaStatus.Failed }
        from since in new DateTimeOffset?[] { null, _noon }
        from protocol in new Protocol?[] { null, Protocol.Saga }
        from isOldestFirst in new[] { false, status == SagaStatus.Stuck }.Distinct()
        select ($"{name} {status} {since} {protocol} {isOldestFirst}", new SagaFilter(name, status, since, null) { Protocol = protocol, IsOldestFirst = isOldestFirst });

    // One in a hundred is stuck, and one has failed.
    private IEnumerable<IndexEntry> Entries(int from, int to) => Enumerable.Range(from, to - from).Select(number =>
    {
        var created = _noon.AddSeconds(number);
        return new IndexEntry($"{_name}-{number}", _name, Protocol.Saga, 1, StatusOf(number), created, created, 5);
    });

    private static SagaStatus StatusOf(int number) => (number % 100) switch
    {
        0 => SagaStatus.Stuck,
        1 => SagaStatus.Failed,
        _ => SagaStatus.Completed,
    };

    [GeneratedRegex(@"\$filter=PartitionKey eq '\d' and RowKey ge '[^']*' and RowKey lt '[^']*'&.*\$top=(11|1000)|\$top=(11|1000)&.*\$filter=PartitionKey eq '\d' and RowKey ge '[^']*' and RowKey lt '[^']*'")]
    private static partial Regex OneRange();
}
