using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.Sagas.Tests.Faults;

public sealed class FaultFilterTests
{
    private static readonly StepAttempt _attempt = new("order-7", "ShipOrder", "ShipOrder", StepOperation.Action, 2);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private int _worked;

    [Fact]
    public async Task RunAsync_AttemptThatIsSpared_DoesItsWork()
    {
        Assert.Equal(1, await RunAsync(null, _token));
    }

    [Fact]
    public async Task RunAsync_EachFaultBeforeTheWork_IsMetAndNothingIsDone()
    {
        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => RunAsync(Fault.Refuses("no"), _token));
        var failed = await Assert.ThrowsAsync<InjectedFaultException>(() => RunAsync(Fault.Fails("broken"), _token));
        var unavailable = await Assert.ThrowsAsync<StepUnavailableException>(() => RunAsync(Fault.IsUnavailable(TimeSpan.FromMinutes(1)), _token));
        var pending = await Assert.ThrowsAsync<StepPendingException>(() => RunAsync(Fault.Pends(TimeSpan.FromMinutes(2)), _token));
        var crashed = await Assert.ThrowsAsync<NotSupportedException>(() => RunAsync(Fault.Crashes(), _token));

        Assert.Equal(("no", "broken", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (refused.Message, failed.Message, unavailable.RetryAfter, pending.RetryAfter));
        Assert.Equal(("injected", "This host cannot be crashed by a fault; the test kit's can."), (unavailable.Message, crashed.Message));
        Assert.Equal(0, _worked);
    }

    [Fact]
    public async Task RunAsync_FaultAfterTheWork_DoesItAndLosesItsAnswer()
    {
        await Assert.ThrowsAsync<InjectedFaultException>(() => RunAsync(Fault.Fails().AfterItsWork(), _token));

        Assert.Equal(1, _worked);
    }

    [Fact]
    public async Task RunAsync_Hangs_UntilTheAttemptIsGivenUp()
    {
        using var timeout = new CancellationTokenSource();
        var run = RunAsync(Fault.Hangs(), timeout.Token);
        var hangs = !run.IsCompleted;

        await timeout.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(hangs);
    }

    private Task<int> RunAsync(Fault? fault, CancellationToken cancellationToken) =>
        new OneFault(fault).RunAsync(_attempt, _ => Task.FromResult(++_worked), cancellationToken);

    private sealed class OneFault(Fault? fault) : FaultFilter
    {
        protected override Task<Fault?> FindAsync(StepAttempt attempt, CancellationToken cancellationToken) => Task.FromResult(attempt == _attempt ? fault : null);
    }
}
