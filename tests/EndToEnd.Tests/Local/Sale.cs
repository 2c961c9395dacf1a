using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Customers buy in a few shops, an order of every kind at a time.</summary>
internal sealed class Sale(Random random) : ILoad
{
    private const int Shops = 3;
    private const int OnHand = 10_000;
    private const decimal Balance = 50_000.00m;

    private readonly List<Purchase> _purchases = [];
    private Shop[] _shops = [];

    public IEnumerable<SagaAnswer> Sagas => _purchases.Select(purchase => purchase.Saga!);

    public async Task OpenAsync(AppClient app) =>
        _shops = await Task.WhenAll(Enumerable.Range(0, Shops).Select(_ => Shop.OpenAsync(app, OnHand, Balance)));

    public void Add() => _purchases.AddRange(Case.All.Select(Place));

    public Task StartAllAsync(AppClient app) => Task.WhenAll(_purchases.Select(purchase => purchase.StartAsync(app)));

    public async Task<IReadOnlyList<string>> AuditAsync(AppClient app)
    {
        var shops = _shops.Select(shop => shop with { App = app }).ToArray();
        foreach (var purchase in _purchases)
        {
            await purchase.EndAsync(shops[0]);
        }

        return [.. _purchases.SelectMany(purchase => purchase.Faults()), .. (await Task.WhenAll(shops.Select(AccountAsync))).SelectMany(faults => faults)];
    }

    private Purchase Place(Case kind)
    {
        var (buyer, seller) = (_shops[random.Next(Shops)], _shops[random.Next(Shops)]);
        var order = buyer.Order(random.Next(1, 5), random.Next(1, 2000) / 100m);
        return new Purchase(kind, kind.Change(order with { Lines = [.. order.Lines, new Line(seller.Sku, random.Next(1, 3), 0.10m)] }));
    }

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
