using System.Globalization;
using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>An article and a customer under ids of their own, so that tests run side by side and on a hub that has other data.</summary>
internal sealed record Shop(AppClient App)
{
    public const string Sagas = "api/sagas/order-fulfilment";

    public string Sku { get; } = NewId("sku");

    public string CustomerId { get; } = NewId("customer");

    public static async Task<Shop> OpenAsync(AppClient app, int onHand = 10, decimal balance = 100m)
    {
        var shop = new Shop(app);
        (await app.PutAsync($"api/stock/{shop.Sku}", $$"""{"onHand":{{onHand}}}""")).Expect(HttpStatusCode.NoContent);
        (await app.PutAsync($"api/customers/{shop.CustomerId}", string.Create(CultureInfo.InvariantCulture, $$"""{"balance":{{balance}}}"""))).Expect(HttpStatusCode.NoContent);
        return shop;
    }

    public static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public Order Order(int quantity = 2, decimal unitPrice = 10.00m) => new(NewId("order"), CustomerId, [new Line(Sku, quantity, unitPrice)], "1 Harbour Street");

    public async Task<StartAnswer> StartAsync(Order order, string? idempotencyKey = null) =>
        (await App.PostAsync(Sagas, order.Json, idempotencyKey)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();

    public async Task<SagaAnswer> SagaAsync(string id) => (await App.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();

    public Task<SagaAnswer> UntilAsync(string what, string id, Predicate<SagaAnswer> isAwaited) => Poll.UntilAsync($"{what} of saga '{id}'", () => SagaAsync(id), isAwaited);

    public Task<SagaAnswer> EndedAsync(string id) => UntilAsync("end", id, saga => saga.HasEnded);

    public async Task<SagaAnswer> RunAsync(Order order) => await EndedAsync((await StartAsync(order)).Id);

    public async Task PutFaultsAsync(string id, string faults) => (await App.PutAsync($"api/sagas/{id}/faults", faults)).Expect(HttpStatusCode.NoContent);

    public async Task<Stock> StockAsync() => (await App.GetAsync($"api/stock/{Sku}")).Expect(HttpStatusCode.OK).Read<Stock>();

    public async Task<decimal> BalanceAsync() => (await App.GetAsync($"api/customers/{CustomerId}")).Expect(HttpStatusCode.OK).Json.GetProperty("balance").GetDecimal();

    public async Task<Effects> EffectsAsync(Order order) => new(
        (await FindAsync("payments", order, "status"))?.GetString(),
        (await FindAsync("shipments", order, "status"))?.GetString(),
        (await FindAsync("receipts", order, "copies"))?.GetInt32());

    private async Task<JsonElement?> FindAsync(string records, Order order, string property)
    {
        var answer = await App.GetAsync($"api/{records}/{order.OrderId}");
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Expect(HttpStatusCode.OK).Json.GetProperty(property);
    }
}
