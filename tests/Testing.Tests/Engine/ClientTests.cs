using DurableSagas.Testing.Tests.Functions;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Tests.Engine;

public sealed class ClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_Suspended_DoesNothingUntilItIsResumed()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(nameof(Flows.Listen));
        await host.WhenIdleAsync();

        await host.Client.SuspendInstanceAsync(id, "wait", Token);
        await host.Client.RaiseEventAsync(id, "Word", "one", Token);
        await host.WhenIdleAsync();
        var (suspended, calls) = ((await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus, host.Calls.Count);
        await host.Client.ResumeInstanceAsync(id, "go on", Token);
        await host.WhenIdleAsync();

        Assert.Equal((OrchestrationRuntimeStatus.Suspended, 0, 1), (suspended, calls, host.Calls.Count));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
    }

    [Fact]
    public async Task Instance_Terminated_EndsWithTheReason()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(nameof(Flows.Listen));
        await host.WhenIdleAsync();

        await host.Client.TerminateInstanceAsync(id, "enough", Token);
        var end = await host.EndOfAsync(id);
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.Client.RaiseEventAsync(id, "Word", "one", Token));

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task Start_OfAnIdThatRuns_IsRefusedAndOfOneThatEndedRunsAnew()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(nameof(Flows.Listen));
        await host.WhenIdleAsync();

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync(nameof(Flows.Child), "again"));
        await host.Client.TerminateInstanceAsync("flow-1", null!, Token);
        await host.WhenIdleAsync();

        Assert.Equal("\"again done\"", await host.OutputOfAsync(nameof(Flows.Child), "again"));
    }

    [Fact]
    public async Task Start_AtATime_BeginsThenAndNotBefore()
    {
        await using var host = await Hosts.StartAsync();
        await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Flows.Child), "later", new StartOrchestrationOptions("flow-1", host.Time.GetUtcNow().AddHours(1)), Token);

        await host.AdvanceAsync(TimeSpan.FromMinutes(59));
        var pending = (await host.Client.GetInstanceAsync("flow-1", Token))!.RuntimeStatus;
        var end = await host.Client.WaitForInstanceCompletionAsync("flow-1", Token);

        Assert.Equal((OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Completed), (pending, end.RuntimeStatus));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), host.Time.GetUtcNow());
    }

    [Fact]
    public async Task List_ByStatusAndPage_FindsAll()
    {
        await using var host = await Hosts.StartAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Flows.Child), "work", new StartOrchestrationOptions($"done-{number}"), Token);
        }

        await host.StartAsync(nameof(Flows.Listen));
        await host.WhenIdleAsync();

        List<string> found = [];
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed], PageSize = 2 }).AsPages())
        {
            found.AddRange(page.Values.Select(instance => instance.InstanceId));
        }

        Assert.Equal(Enumerable.Range(1, 5).Select(number => $"done-{number}"), found);
    }

    [Fact]
    public async Task Purge_OfWhatEnded_LeavesWhatRuns()
    {
        await using var host = await Hosts.StartAsync();
        await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Flows.Child), "work", Token));
        await host.StartAsync(nameof(Flows.Listen));
        await host.WhenIdleAsync();

        var purged = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Token);

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync("flow-1", Token));
    }

    [Fact]
    public async Task Wait_ForWhatNeverHappens_SaysThatNothingIsLeft()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(nameof(Flows.Listen));

        var stuck = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.WaitForInstanceCompletionAsync("flow-1", Token));

        Assert.StartsWith("What is waited for has not come, and nothing is left to happen.", stuck.Message, StringComparison.Ordinal);
    }
}
