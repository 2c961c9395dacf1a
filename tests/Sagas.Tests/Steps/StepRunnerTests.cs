using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Tests.Steps;

public sealed class StepRunnerTests
{
    // Real time, and only to say that an attempt never ends.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Work_IgnoresItsToken_IsLeftBehindAtItsTimeOut()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(Shapes.Line, new Order(), "order-1");
        var call = host.Calls[0].InputAs<StepCall<Order>>();

        var running = host.Services.GetRequiredService<StepRunner>().RunAsync(call, _ => new TaskCompletionSource<Mark>().Task, CancellationToken.None);
        await host.AdvanceAsync(call.Frame.Timeout);
        var result = await running.WaitAsync(_patience, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptStatus.Unknown, "No answer within the attempt's time-out of 00:00:30."), (result.Status, result.Error));
    }
}
