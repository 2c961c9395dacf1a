using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing.Exploration;
using DurableSagas.Testing.Tests.Leaves;
using DurableSagas.Testing.Tests.Purchasing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Tests.Exploration;

public sealed class ExplorationTests
{
    private static readonly ExplorationOptions _filled = new() { PrepareAsync = FillAsync };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exploration_OfASagaBehindItsBarrier_RunsEveryPathAndHolds()
    {
        await using var host = await SagaTestHost.StartAsync(services => services.AddSingleton<Counts>());

        var result = await host.ExploreAsync(
            PurchaseSaga.Definition,
            new Purchase("apple", "ann", Price: 3),
            async explored =>
            {
                var counts = explored.Host.Services.GetRequiredService<Counts>();
                var (apples, money) = (await counts.FindAsync("apple"), await counts.FindAsync("ann"));
                var isBought = explored.Outcome?.Status == SagaStatus.Completed;
                Assert.True(explored.IsStuck || (apples, money) == (isBought ? (2, 7) : (3, 10)), $"{apples} apples, {money} in the account.");
            },
            new ExplorationOptions { PrepareAsync = FillAsync });

        Assert.InRange(result.Cases, 1000, 5000);
        // Five results of each of three actions and two of the approval, six of each of two compensations, and all well.
        Assert.Equal((1 + 15 + 2 + 12, 0), (result.Paths, result.NeverMet.Count));
        // The parcel refused, or without an answer before and after its work; and the last three of each compensation.
        Assert.Equal(3 + 6, result.Stuck);
        Assert.Empty(host.ActivityCalls);
    }

    [Fact]
    public async Task Exploration_OfACompensationThatAsksForNothing_NamesThePathOnWhichItBreaks()
    {
        var careless = Saga.For<Purchase>("careless").Step<TakeItem>().CompensateWith<PutItemBack>().Pivot<ChargeCustomer>().CompensateWith<RefundBlindly>().Build();
        await using var host = await StartAsync();

        var broken = await Assert.ThrowsAsync<ExplorationException>(
            () => host.ExploreAsync(careless, new Purchase(), async explored => explored.IsStuck || await SumAsync(explored) == 10 + 3, _filled, Token));

        Assert.Equal("step 'ChargeCustomer': unknown, before its work", broken.Path);
        Assert.Equal(
            "Saga 'careless' broke where step 'ChargeCustomer': unknown, before its work. It was Compensated at 'ChargeCustomer': The result is unknown after 3 attempts: injected; "
            + "calls: TakeItem ChargeCustomer ChargeCustomer ChargeCustomer RefundBlindly PutItemBack.\nThe invariant does not hold.",
            broken.Message);

        // What is left of the apples is worth its price.
        static async Task<int> SumAsync(ExploredCase explored)
        {
            var (apples, money, _) = await CountsOfAsync(explored);
            return apples == 3 ? money + 3 : money + 3 + 3;
        }
    }

    [Fact]
    public async Task Exploration_ThatBreaksOnlyWhereTheHostCrashes_NamesTheCommit()
    {
        await using var host = await StartAsync();

        var broken = await Assert.ThrowsAsync<ExplorationException>(
            () => host.ExploreAsync(PurchaseSaga.Definition, new Purchase(), explored => Task.FromResult(explored.Host.Crashes == 0), _filled, Token));

        Assert.Equal("nothing goes wrong; the host crashes before commit 1", broken.Path);
    }

    // An assertion's own words are the message's last.
    [Fact]
    public async Task Exploration_WhoseInvariantThrows_SaysWhatItSaid()
    {
        await using var host = await StartAsync();

        var broken = await Assert.ThrowsAsync<ExplorationException>(
            () => host.ExploreAsync(LeaveSaga.Definition, new TakeLeave(), explored => throw new InvalidOperationException($"{explored.Id} is wrong"), options: null, Token));

        Assert.EndsWith("It was Completed; calls: BookDays TellPayroll.\nexplored-1 is wrong", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exploration_AsksWheneverTheSagaIsStuckToo()
    {
        await using var host = await StartAsync();

        var broken = await Assert.ThrowsAsync<ExplorationException>(
            () => host.ExploreAsync(PurchaseSaga.Definition, new Purchase(), explored => Task.FromResult(!explored.IsStuck && explored.View.Status == explored.Outcome!.Status), _filled, Token));

        Assert.Equal("step 'SendParcel': refused", broken.Path);
        Assert.Contains("It has no outcome;", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exploration_OfMoreCasesThanAreAllowed_SaysSoInsteadOfEnding()
    {
        await using var host = await StartAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.ExploreAsync(PurchaseSaga.Definition, new Purchase(), _ => Task.CompletedTask, _filled with { MaxCases = 100 }, Token));

        Assert.Equal("Saga 'purchase' has more than 100 cases: so many were run and held, the rest was not. Let ExplorationOptions.MaxCases be higher.", refused.Message);
    }

    [Fact]
    public async Task Exploration_OfAStepThatTheRequestSkips_SaysWhatWasNeverMet()
    {
        var saga = Saga.For<Purchase>("small").Step<TakeItem>().When((purchase, _) => purchase.Price > 100).Pivot<ChargeCustomer>().Build();
        await using var host = await StartAsync();

        var result = await host.ExploreAsync(saga, new Purchase(), _ => Task.CompletedTask, _filled, Token);

        Assert.Equal(5, result.NeverMet.Count);
        Assert.All(result.NeverMet, path => Assert.StartsWith("step 'TakeItem': ", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exploration_OfASubSaga_GoesThroughItsSteps()
    {
        var child = Saga.For<Purchase>("taking").Step<TakeItem>().CompensateWith<PutItemBack>().Build();
        var parent = Saga.For<Purchase>("around").SubSaga(child, (purchase, _) => purchase).Pivot<ChargeCustomer>().CompensateWith<RefundCustomer>().Build();
        await using var host = await StartAsync();
        host.Register(child);

        var result = await host.ExploreAsync(parent, new Purchase(), explored => explored.IsStuck ? Task.CompletedTask : WholeAsync(explored, hasParcel: false), _filled, Token);

        Assert.Equal((1 + 10 + 12, 0), (result.Paths, result.NeverMet.Count));
        Assert.Equal(6, result.Stuck);
    }

    private static Task<SagaTestHost> StartAsync() => SagaTestHost.StartAsync(services => services.AddSingleton<Counts>(), new SagaTestOptions { Assembly = typeof(ExplorationTests).Assembly });

    private static async Task FillAsync(SagaTestHost host)
    {
        var counts = host.Services.GetRequiredService<Counts>();
        await counts.SetAsync("apple", 3);
        await counts.SetAsync("ann", 10);
        await counts.SetAsync("parcels", 0);
    }

    private static async Task WholeAsync(ExploredCase explored, bool hasParcel = true)
    {
        var isBought = explored.Outcome!.Status == SagaStatus.Completed;
        Assert.Equal(isBought ? (2, 7, hasParcel ? 1 : 0) : (3, 10, 0), await CountsOfAsync(explored));
    }

    private static async Task<(int Apples, int Money, int Parcels)> CountsOfAsync(ExploredCase explored)
    {
        var counts = explored.Host.Services.GetRequiredService<Counts>();
        return (await counts.FindAsync("apple"), await counts.FindAsync("ann"), await counts.FindAsync("parcels"));
    }
}
