using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using Market.SigningUp;

namespace Market.Tests;

public sealed class SigningUpTests
{
    private static readonly SignUp _request = new("ann", "555-1");
    private static readonly SagaTestOptions _options = new() { Assembly = typeof(SigningUpSaga).Assembly };

    [Fact]
    public async Task SigningUp_Approved_GivesNumberAndAccount()
    {
        await using var host = await SagaTestHost.StartAsync(options: _options);
        var id = await host.StartAsync(SigningUpSaga.Definition, _request);
        await host.WhenIdleAsync();

        await host.AnswerAsync(id, "ClerkApproval", approved: true, by: "joe");

        Assert.Equal(new SignedUp("account of ann", "555-1", "joe"), (await host.OutcomeOfAsync(id)).ResultAs<SignedUp>());
    }

    // The pivot has no compensation: it is asked until its result is known.
    [Fact]
    public async Task SigningUp_NobodyKnowsWhetherTheNumberIsActive_IsAskedAgain()
    {
        await using var host = await SagaTestHost.StartAsync(options: _options);
        host.Faults.On<ActivateNumber>(Fault.Fails("no answer").AfterItsWork().For(2));

        var outcome = await host.RunAsync(SigningUpSaga.First, _request);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(3, host.ActivityCalls.Count(activity => activity == nameof(ActivateNumber)));
    }
}
