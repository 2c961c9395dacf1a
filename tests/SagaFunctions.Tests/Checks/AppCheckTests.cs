using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Tests.Checks;

public sealed class AppCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OfTheExampleApp_ConstructsEveryFunction()
    {
        await using var services = Services().BuildServiceProvider();

        await new AppCheck([], ExampleApp.Functions, services).StartingAsync(Token);
    }

    [Fact]
    public async Task Start_WithFaultsInDefinitionsAndServices_TellsThemAllAtOnce()
    {
        await using var services = Services().RemoveAll<IPayments>().BuildServiceProvider();

        var faulty = await Assert.ThrowsAsync<AppFaultsException>(() => new AppCheck(["Saga 'x' is faulty."], ExampleApp.Functions, services).StartingAsync(Token));

        Assert.Equal(
            """
            The app cannot start; it has 3 fault(s):
            - Saga 'x' is faulty.
            - 'ChargePayment' cannot be constructed: no service is registered for 'IPayments'. Register it in a class of the app that implements IWorkflowServices.
            - 'RefundPayment' cannot be constructed: no service is registered for 'IPayments'. Register it in a class of the app that implements IWorkflowServices.
            """,
            faulty.Message);
        Assert.Equal(faulty.Message, AppFaultsException.ReportOf(faulty));
    }

    [Fact]
    public async Task Start_WithAServiceThatLacksAnotherOne_SaysWhich()
    {
        await using var services = Services().RemoveAll<IPayments>().AddSingleton<IPayments, Unpaid>().BuildServiceProvider();

        var faulty = await Assert.ThrowsAsync<AppFaultsException>(() => new AppCheck([], ExampleApp.Functions, services).StartingAsync(Token));

        Assert.Contains("'ChargePayment' cannot be constructed: Unable to resolve service for type 'System.Uri' while attempting to activate", faulty.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfSettings_NamesEachAndOfAnythingElseIsNone()
    {
        Assert.Equal("The app cannot start; it has 2 fault(s):\n- one\n- two", AppFaultsException.ReportOf(new OptionsValidationException("name", typeof(string), ["one", "two"])));
        Assert.Null(AppFaultsException.ReportOf(new InvalidOperationException("a bug")));
    }

    private static IServiceCollection Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", "UseDevelopmentStorage=true")]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSagas(configuration, new HostingEnvironment { EnvironmentName = "Development" }, new SagaAppOptions { Workflows = ExampleApp.Assembly });
    }

    private sealed class Unpaid(Uri shop) : IPayments
    {
        public Task<Payment> ChargeAsync(Participants.Barriers.BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) => throw new InvalidOperationException(shop.ToString());

        public Task RefundAsync(Participants.Barriers.BarrierCall call, PlaceOrder order, CancellationToken cancellationToken) => throw new InvalidOperationException(shop.ToString());
    }
}
