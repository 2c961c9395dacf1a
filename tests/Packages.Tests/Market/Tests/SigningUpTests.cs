using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using DurableSagas.Testing.Exploration;
using Market.SigningUp;
using Microsoft.Extensions.DependencyInjection;

namespace Market.Tests;

public sealed class SigningUpTests
{
    private static readonly SignUp _request = new("ann", "555-1");
    private static readonly SagaTestOptions _options = new() { Assembly = typeof(SigningUpSaga).Assembly };

    [Fact]
    public async Task SigningUp_Approved_GivesNumberAndAccount()
    {
        await using var host = await SagaTestHost.StartAsync(new SigningUpServices().AddTo, _options);
        var id = await host.StartAsync(SigningUpSaga.Definition, _request);
        await host.WhenIdleAsync();

        await host.AnswerAsync(id, "ClerkApproval", approved: true, by: "joe");

        Assert.Equal(new SignedUp("account of ann", "555-1", "joe"), (await host.OutcomeOfAsync(id)).ResultAs<SignedUp>());
    }

    // The pivot has no compensation: it is asked until its result is known.
    [Fact]
    public async Task SigningUp_NobodyKnowsWhetherTheNumberIsActive_IsAskedAgain()
    {
        await using var host = await SagaTestHost.StartAsync(new SigningUpServices().AddTo, _options);
        host.Faults.On<ActivateNumber>(Fault.Fails("no answer").AfterItsWork().For(2));

        var outcome = await host.RunAsync(SigningUpSaga.First, _request);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(3, host.ActivityCalls.Count(activity => activity == nameof(ActivateNumber)));
    }

    [Fact]
    public async Task SigningUp_WhateverHappens_KeepsANumberForCustomersAlone()
    {
        await using var host = await SagaTestHost.StartAsync(new SigningUpServices().AddTo, _options);

        var result = await host.ExploreAsync(SigningUpSaga.First, _request, async explored =>
        {
            var status = await explored.Host.Services.GetRequiredService<TableNumbers>().StatusOfAsync(_request.Number, CancellationToken.None);
            Assert.True(explored.IsStuck || status == (explored.Outcome!.Status == SagaStatus.Completed ? "Active" : null), $"The number is {status}.");
        });

        Assert.InRange(result.Cases, 100, 10_000);
    }

    [Fact]
    public async Task SigningUp_OfTheFirstVersion_EndsBesideTheSecond()
    {
        await using var host = await SagaTestHost.StartAsync(new SigningUpServices().AddTo, _options);

        var (first, second) = (await host.RunAsync(SigningUpSaga.First, _request), await host.StartAsync(SigningUpSaga.Definition, _request with { Number = "555-2" }));
        await host.WhenIdleAsync();
        await host.AnswerAsync(second, "ClerkApproval", approved: false, by: "joe");

        Assert.Equal((SagaStatus.Completed, SagaStatus.Compensated), (first.Status, (await host.OutcomeOfAsync(second)).Status));
    }
}
