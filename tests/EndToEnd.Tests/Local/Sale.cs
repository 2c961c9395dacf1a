using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Customers buy while the app is killed and started again; a caller that got no answer asks again with the same key.</summary>
internal sealed class Sale(LocalAppSettings settings, Random random)
{
    private const int Shops = 3;
    private const int OnHand = 10_000;
    private const decimal Balance = 50_000.00m;
    private const int LongestMoment = 150;

    private readonly List<Purchase> _purchases = [];
    private readonly List<DateTimeOffset> _kills = [];
    private Shop[] _shops = [];

    public IReadOnlyList<Purchase> Purchases => _purchases;

    public async Task OpenAsync()
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        _shops = await Task.WhenAll(Enumerable.Range(0, Shops).Select(_ => Shop.OpenAsync(app, OnHand, Balance)));
    }

    /// <summary>Starts the app, places orders and what is still unanswered, and kills it at some moment meanwhile or after.</summary>
    public async Task TakeOrdersAndDieAsync(IEnumerable<Case> cases)
    {
        _purchases.AddRange(cases.Select(Place));
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        await Task.WhenAll(StartAllAsync(app), DieAtSomeMomentAsync(local, app));
    }

    /// <summary>Starts the app for the last time, waits for every saga's end, and says what is wrong with it.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        var shops = _shops.Select(shop => shop with { App = app }).ToArray();
        await StartAllAsync(app);
        foreach (var purchase in _purchases)
        {
            await purchase.EndAsync(shops[0]);
        }

        return [.. _purchases.SelectMany(purchase => purchase.Faults()), .. (await Task.WhenAll(shops.Select(AccountAsync))).SelectMany(faults => faults)];
    }

    /// <summary>Sagas that a kill found under way: without any the test would prove nothing.</summary>
    public int Interrupted => _purchases.Count(purchase => _kills.Any(kill => purchase.Saga!.CreatedAt < kill && kill < purchase.Saga.UpdatedAt));

    private async Task DieAtSomeMomentAsync(LocalApp local, AppClient app)
    {
        // A moment is so many questions: it is long on a slow machine, and needs no clock.
        for (var question = random.Next(LongestMoment); question > 0; question--)
        {
            await (_shops[0] with { App = app }).StockAsync();
        }

        _kills.Add(TimeProvider.System.GetUtcNow());
        await local.KillAsync();
    }

    private Purchase Place(Case kind)
    {
        var (buyer, seller) = (_shops[random.Next(Shops)], _shops[random.Next(Shops)]);
        var order = buyer.Order(random.Next(1, 5), random.Next(1, 2000) / 100m);
        return new Purchase(kind, kind.Change(order with { Lines = [.. order.Lines, new Line(seller.Sku, random.Next(1, 3), 0.10m)] }));
    }

    private Task StartAllAsync(AppClient app) => Task.WhenAll(_purchases.Where(purchase => purchase.SagaId is null).Select(purchase => purchase.StartAsync(app)));

    private async Task<IEnumerable<string>> AccountAsync(Shop shop)
    {
        var sold = _purchases.Where(purchase => purchase.Saga!.Status == "Completed").Select(purchase => purchase.Order).ToArray();
        var shipped = sold.SelectMany(order => order.Lines).Where(line => line.Sku == shop.Sku).Sum(line => line.Quantity);
        var paid = sold.Where(order => order.CustomerId == shop.CustomerId).Sum(order => order.Total);
        var (stock, balance) = (await shop.StockAsync(), await shop.BalanceAsync());
        return [
            .. stock == new Stock(OnHand - shipped, 0) ? Array.Empty<string>() : [$"{shop.Sku}: {OnHand} less {shipped} shipped, but found {stock}."],
            .. balance == Balance - paid ? Array.Empty<string>() : [$"{shop.CustomerId}: {Balance} less {paid} paid, but found {balance}."],
        ];
    }
}
