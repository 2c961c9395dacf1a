using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Reconciliation;

public sealed class HalfStartTests
{
    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Kill_BetweenInsertAndSchedule_TheSweepStartsTheSaga()
    {
        await using var half = await HalfStart.LeaveAsync(sweepAfter: TimeSpan.Zero);
        var announced = (await half.Shop.App.GetAsync("api/sagas")).Expect(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

        (await half.Shop.App.PostAsync("admin/functions/SweepSagas", "{}")).Expect(HttpStatusCode.Accepted);
        var saga = await half.Shop.EndedAsync(announced);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal((Effects.All, new Stock(8, 0), 80m), (await half.Shop.EffectsAsync(half.Order), await half.Shop.StockAsync(), await half.Shop.BalanceAsync()));
        Assert.Contains($"Saga '{announced}' was announced and never scheduled; it is started now.", half.Log, StringComparison.Ordinal);
        // The caller who asks at last gets that saga, and no other.
        Assert.Equal(announced, (await half.Shop.StartAsync(half.Order, half.Key)).Id);
        Assert.Equal(80m, await half.Shop.BalanceAsync());
    }

    [LocalFact]
    public async Task Kill_BetweenInsertAndSchedule_TheRetryStartsTheSaga()
    {
        await using var half = await HalfStart.LeaveAsync(sweepAfter: TimeSpan.FromHours(1));

        var started = await half.Shop.StartAsync(half.Order, half.Key);

        Assert.Equal("Completed", (await half.Shop.EndedAsync(started.Id)).Status);
        Assert.Equal((Effects.All, new Stock(8, 0), 80m), (await half.Shop.EffectsAsync(half.Order), await half.Shop.StockAsync(), await half.Shop.BalanceAsync()));
    }
}
