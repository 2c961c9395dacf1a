using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;
using DurableSagas.EndToEnd.Tests.Loyalty;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.TripBooking;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Sagas of every kind and every protocol, to each of their ends.</summary>
internal sealed record OneOfEach(IReadOnlyList<SagaAnswer> Sagas)
{
    public static async Task<OneOfEach> RunAsync(AppClient app, NodeParticipant bank) =>
        new([.. await OrdersAsync(app), .. await TripsAsync(app), .. await TransfersAsync(app), await MembershipAsync(app), .. await DeclaredAsync(app, bank)]);

    private static async Task<IEnumerable<SagaAnswer>> OrdersAsync(AppClient app)
    {
        var shop = await Shop.OpenAsync(app, balance: 1000m);
        return
        [
            Ended("Completed", await shop.RunAsync(shop.Order())),
            Ended("Compensated", await shop.RunAsync(shop.Order().With("ShipOrder", "refuse"))),
            // Its payment never comes about: the refund bars it.
            Ended("Compensated", await shop.RunAsync(shop.Order().With("ChargePayment", "fail"))),
            Ended("Stuck", await shop.RunAsync(shop.Order().With("ShipOrder", "refuse").With("RefundPayment", "fail"))),
        ];
    }

    private static async Task<IEnumerable<SagaAnswer>> TripsAsync(AppClient app)
    {
        var agency = await Agency.OpenAsync(app);
        return
        [
            Ended("Completed", await agency.EndedAsync((await agency.StartAsync()).Id)),
            Ended("Compensated", await agency.EndedAsync((await agency.StartAsync("""{"TryCar":"refuse"}""")).Id)),
        ];
    }

    private static async Task<IEnumerable<SagaAnswer>> TransfersAsync(AppClient app)
    {
        var bank = await Bank.OpenAsync(app);
        List<SagaAnswer> sagas = [];
        foreach (var (protocol, step) in Bank.Protocols.Zip(["WithdrawMoney", "TryDeposit", "PrepareDeposit"]))
        {
            sagas.Add(Ended("Completed", await bank.EndedAsync((await bank.StartAsync(protocol)).Id)));
            // The step never comes about: what undoes it bars it.
            sagas.Add(Ended("Compensated", await bank.EndedAsync((await bank.StartAsync(protocol, faults: $$"""{"{{step}}":"fail"}""")).Id)));
        }

        return sagas;
    }

    private static async Task<SagaAnswer> MembershipAsync(AppClient app)
    {
        var candidate = new Candidate(app);
        return Ended("Compensated", await candidate.EndedAsync((await candidate.JoinAsync("card-1", """{"IssueCard":"refuse"}""")).Id));
    }

    private static async Task<IEnumerable<SagaAnswer>> DeclaredAsync(AppClient app, NodeParticipant bank)
    {
        var (from, to) = (Shop.NewId("from"), Shop.NewId("to"));
        await bank.PutBalanceAsync(from, 100);
        await bank.PutBalanceAsync(to, 0);
        return [await TransferAsync("Completed"), await TransferAsync("Compensated")];

        async Task<SagaAnswer> TransferAsync(string status)
        {
            var started = (await app.PostAsync("api/transactions", DeclaredSagaTests.Transfer(from, to, 60))).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();
            return Ended(status, await new Shop(app).EndedAsync(started.Id));
        }
    }

    private static SagaAnswer Ended(string status, SagaAnswer saga)
    {
        Assert.Equal((saga.Id, status), (saga.Id, saga.Status));
        return saga;
    }
}
