using DurableSagas.Testing.Tests.Functions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Tests.Engine;

public sealed class RewindTests
{
    private readonly Breakage _breakage = new();

    [Fact]
    public async Task Instance_FailedInItsChild_GoesOnThereAndDoesNothingTwice()
    {
        await using var host = await Hosts.StartAsync(_breakage.Break("child"));
        var failed = await host.EndOfAsync(await host.StartAsync(nameof(Flows.Parent)));
        _breakage.Mend();

        var end = await RewoundAsync(host);

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "child done, after done"), (failed.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(["\"before\"", "\"child\"", "\"child\"", "\"after\""], host.Calls.Select(call => call.Input));
    }

    [Fact]
    public async Task Failure_CaughtByTheOrchestrator_IsUndoneToo()
    {
        await using var host = await Hosts.StartAsync(_breakage.Break("ship").Break("refund"));
        await host.EndOfAsync(await host.StartAsync(nameof(Flows.Naive)));
        _breakage.Mend();

        var end = await RewoundAsync(host);

        Assert.Equal("shipped", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Rewind_OfAnInstanceThatHasNotFailed_IsRefused()
    {
        await using var host = await Hosts.StartAsync(_breakage.Break("ship"));
        await host.EndOfAsync(await host.StartAsync(nameof(Flows.Naive)));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RewindAsync("flow-1"));

        Assert.Equal("The rewind operation is only supported on failed orchestration instances.", refused.Message);
    }

    [Fact]
    public async Task Child_PurgedMeanwhile_IsToldInsteadOfWaitingForIt()
    {
        await using var host = await Hosts.StartAsync(_breakage.Break("child"));
        await host.EndOfAsync(await host.StartAsync(nameof(Flows.Parent)));
        await host.Client.PurgeInstanceAsync("flow-1:child", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RewindAsync("flow-1"));

        Assert.Equal("Instance 'flow-1' cannot be rewound: its failed child 'flow-1:child' has been purged, so nothing would ever answer it.", refused.Message);
    }

    // Of these orchestrators none ends with a saga's outcome.
    private static async Task<OrchestrationMetadata> RewoundAsync(SagaTestHost host)
    {
        await host.Client.RewindInstanceAsync("flow-1", "mended", TestContext.Current.CancellationToken);
        return await host.EndOfAsync("flow-1");
    }

    [Fact]
    public async Task Rewind_AskedForTwice_IsRefusedTheSecondTime()
    {
        await using var host = await Hosts.StartAsync(_breakage.Break("before"));
        await host.EndOfAsync(await host.StartAsync(nameof(Flows.Parent)));

        await host.Client.RewindInstanceAsync("flow-1", "mended", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RewindInstanceAsync("flow-1", "mended", TestContext.Current.CancellationToken));
        await host.EndOfAsync("flow-1");

        Assert.Equal(2, host.Calls.Count);
    }
}
